package io.headwater.kubernetes.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a stream of bytes into its lines; each line is copied once. */
final class LineReader {

    private static final int LONGEST = 64 << 20;
    private static final int IDLE_SIZE = 16 << 10;

    private final InputStream in;
    private byte[] buffer = new byte[IDLE_SIZE];
    private int start;
    private int searched;
    private int end;

    LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next line without its end.
     *
     * @return null at the end of the stream
     * @throws EOFException if it ends within a line
     */
    byte @Nullable [] next() throws IOException {
        while (true) {
            for (; searched < end; searched++) {
                if (buffer[searched] == '\n') {
                    var line = Arrays.copyOfRange(buffer, start, searched);
                    start = ++searched;
                    if (line.length > 0) {
                        return line;
                    }
                }
            }
            makeRoom();
            var count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                if (end > start) {
                    throw new EOFException("the stream ended within a line");
                }
                return null;
            }
            end += count;
        }
    }

    private void makeRoom() throws IOException {
        var held = end - start;
        if (held > LONGEST) {
            throw new IOException("a line of more than " + LONGEST + " bytes");
        }
        if (held == 0 && buffer.length > IDLE_SIZE) {
            // A large line was there; what waits for the next one, for hours perhaps, keeps little.
            buffer = new byte[IDLE_SIZE];
        } else if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, held);
        }
        if (held == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        start = 0;
        searched = held;
        end = held;
    }
}
