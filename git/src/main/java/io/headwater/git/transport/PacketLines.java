package io.headwater.git.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.RemoteRepositoryException;
import org.eclipse.jgit.transport.URIish;

/** Git's framing (gitprotocol-common): lines that begin with their length in four hexadecimal digits, and marks between them. */
final class PacketLines {

    private static final int FLUSH = 0;
    private static final int DELIMITER = 1;
    private static final int RESPONSE_END = 2;
    private static final int HEADER = 4;
    private static final byte[] NOTHING = {};

    /** What came: a line, or one of the marks. */
    enum Kind {
        LINE,
        FLUSH,
        DELIMITER,
        RESPONSE_END
    }

    private final InputStream in;
    private byte[] line = NOTHING;

    PacketLines(InputStream in) {
        this.in = in;
    }

    /** @throws EOFException where the stream ends; Git always says so before */
    Kind next() throws IOException {
        var length = length(exactly(HEADER));
        line = length > HEADER ? exactly(length - HEADER) : NOTHING;
        return switch (length) {
            case FLUSH -> Kind.FLUSH;
            case DELIMITER -> Kind.DELIMITER;
            case RESPONSE_END -> Kind.RESPONSE_END;
            default -> Kind.LINE;
        };
    }

    /** The line that {@link #next()} found. */
    byte[] bytes() {
        return line;
    }

    /** The same as text, without its line feed. A line that reports an error of the server's is thrown. */
    String text() throws RemoteRepositoryException {
        var text = new String(line, StandardCharsets.UTF_8).stripTrailing();
        if (text.startsWith("ERR ")) {
            throw refused(text.substring(4));
        }
        return text;
    }

    static RemoteRepositoryException refused(String words) {
        return new RemoteRepositoryException(new URIish(), words);
    }

    private byte[] exactly(int count) throws IOException {
        var bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the answer ends within a line");
        }
        return bytes;
    }

    private static int length(byte[] header) throws PackProtocolException {
        int length = 0;
        for (var digit : header) {
            var value = Character.digit((char) digit, 16);
            if (value < 0) {
                throw new PackProtocolException("the answer is not in Git's protocol");
            }
            length = length << 4 | value;
        }
        if (length == 3) {
            throw new PackProtocolException("the answer holds an impossible line");
        }
        return length;
    }
}
