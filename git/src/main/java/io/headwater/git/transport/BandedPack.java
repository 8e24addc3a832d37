package io.headwater.git.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.errors.PackProtocolException;

/** The pack within the answer to a fetch, freed of the server's side bands: progress is left out, an error is thrown. */
final class BandedPack extends InputStream {

    private static final int DATA = 1;
    private static final int PROGRESS = 2;
    private static final int ERROR = 3;

    private final PacketLines lines;
    private final InputStream answer;
    private byte[] chunk = {};
    private int position;
    private boolean ended;

    /**
     * @param lines behind the line {@code packfile}
     * @param answer what the lines come from, closed with this stream
     */
    BandedPack(PacketLines lines, InputStream answer) {
        this.lines = lines;
        this.answer = answer;
    }

    @Override
    public int read() throws IOException {
        return advance() ? chunk[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        var count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean advance() throws IOException {
        while (!ended && position == chunk.length) {
            if (lines.next() == PacketLines.Kind.LINE) {
                accept(lines.bytes());
            } else {
                ended = true;
            }
        }
        return !ended;
    }

    private void accept(byte[] line) throws IOException {
        var band = line.length == 0 ? PROGRESS : line[0];
        switch (band) {
            case DATA -> {
                chunk = line;
                position = 1;
            }
            case PROGRESS -> {}
            case ERROR ->
                throw PacketLines.refused(new String(line, 1, line.length - 1, StandardCharsets.UTF_8).strip());
            default -> throw new PackProtocolException("the answer has an unknown side band");
        }
    }

    @Override
    public void close() throws IOException {
        answer.close();
    }
}
