package io.headwater.testcluster.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/** Passes the bytes of one connection on, in one direction, as far as its toxic lets them. */
final class Pump {

    private static final int CHUNK = 16 * 1024;
    private static final int PIECES_PER_SECOND = 20;

    /** How it came to an end. */
    enum End {
        /** The side that sends has ended its stream: the other is told so. */
        FINISHED,
        /** Both sides are to be closed. */
        CUT,
        /** Both sides are to be reset. */
        RESET
    }

    private final InputStream in;
    private final OutputStream out;
    private final ToxicState state;
    private ToxicState.Current seen;
    private long passedSinceChange;

    Pump(InputStream in, OutputStream out, ToxicState state) {
        this.in = in;
        this.out = out;
        this.state = state;
        this.seen = state.current();
    }

    End run() throws IOException, InterruptedException {
        var buffer = new byte[CHUNK];
        for (var length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            var offset = 0;
            while (offset < length) {
                var passed = pass(buffer, offset, length - offset);
                switch (passed) {
                    case Passed.Bytes(var count) -> offset += count;
                    case Passed.Ended(var end) -> {
                        return end;
                    }
                }
            }
        }
        return End.FINISHED;
    }

    /** What became of some bytes. */
    private sealed interface Passed {

        record Bytes(int count) implements Passed {}

        record Ended(End end) implements Passed {}
    }

    private Passed pass(byte[] buffer, int offset, int length) throws IOException, InterruptedException {
        look();
        if (seen.toxic().isEmpty()) {
            return write(buffer, offset, length);
        }
        return switch (seen.toxic().get()) {
            case Toxic.Hang() -> {
                state.awaitChangeFrom(seen);
                yield new Passed.Bytes(0);
            }
            case Toxic.Reset() -> new Passed.Ended(End.RESET);
            case Toxic.Cut(var afterBytes) -> {
                var left = afterBytes - passedSinceChange;
                yield left == 0 ? new Passed.Ended(End.CUT) : write(buffer, offset, (int) Math.min(length, left));
            }
            case Toxic.Slow(var bytesPerSecond) -> {
                var piece = Math.min(length, Math.max(1, bytesPerSecond / PIECES_PER_SECOND));
                var written = write(buffer, offset, piece);
                state.awaitChangeFrom(seen, TimeUnit.SECONDS.toNanos(piece) / bytesPerSecond);
                yield written;
            }
        };
    }

    private void look() {
        var now = state.current();
        if (now.change() != seen.change()) {
            seen = now;
            passedSinceChange = 0;
        }
    }

    private Passed write(byte[] buffer, int offset, int length) throws IOException {
        out.write(buffer, offset, length);
        passedSinceChange += length;
        return new Passed.Bytes(length);
    }
}
