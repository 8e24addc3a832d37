package io.headwater.testcluster.git;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/** An answer that comes slowly, or not to its end. */
final class FaultyOutput extends FilterOutputStream {

    /** The connection is to be broken off. */
    static final class CutOff extends IOException {
        private static final long serialVersionUID = 1L;

        CutOff() {
            super("cut off by a fault");
        }
    }

    private static final int PIECES_PER_SECOND = 20;

    private final int bytesPerPiece;
    private final long pauseNanos;
    private long left;

    private FaultyOutput(OutputStream out, int bytesPerPiece, long pauseNanos, long left) {
        super(out);
        this.bytesPerPiece = bytesPerPiece;
        this.pauseNanos = pauseNanos;
        this.left = left;
    }

    static FaultyOutput slow(OutputStream out, int bytesPerSecond) {
        var bytesPerPiece = Math.max(1, bytesPerSecond / PIECES_PER_SECOND);
        return new FaultyOutput(
                out, bytesPerPiece, TimeUnit.SECONDS.toNanos(1) * bytesPerPiece / bytesPerSecond, Long.MAX_VALUE);
    }

    static FaultyOutput cut(OutputStream out, int afterBytes) {
        return new FaultyOutput(out, Integer.MAX_VALUE, 0, afterBytes);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        var written = 0;
        while (written < length) {
            var piece = (int) Math.min(left, Math.min(bytesPerPiece, length - written));
            if (piece == 0) {
                out.flush();
                throw new CutOff();
            }
            out.write(bytes, offset + written, piece);
            written += piece;
            left -= piece;
            if (pauseNanos > 0) {
                out.flush();
                pause();
            }
        }
    }

    private void pause() throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(pauseNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", e);
        }
    }
}
