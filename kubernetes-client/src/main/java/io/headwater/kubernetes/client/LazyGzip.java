package io.headwater.kubernetes.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A compressed body; its header is read with the first byte, under the reader's watch, and not when it is opened. */
final class LazyGzip extends InputStream {

    private static final int BUFFER = 8 << 10;

    private final InputStream compressed;
    private @Nullable InputStream plain;

    LazyGzip(InputStream compressed) {
        this.compressed = compressed;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        var open = plain;
        if (open == null) {
            open = new GZIPInputStream(compressed, BUFFER);
            plain = open;
        }
        return open.read(into, offset, length);
    }

    @Override
    public int read() throws IOException {
        var single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    /** Ends a read that waits in another thread, too. */
    @Override
    public void close() throws IOException {
        compressed.close();
    }
}
