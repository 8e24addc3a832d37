package io.headwater.testcluster;

import io.headwater.testcluster.TestClusterException.Code;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A moment of the monotonic clock until which something outside this process is waited for. */
final class Deadline {

    private static final Duration PAUSE = Duration.ofMillis(5);

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** Asks again and again, since files and foreign processes tell nobody when they change: whether the condition came true in time. */
    boolean await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (!pause()) {
                return false;
            }
        }
        return true;
    }

    /** Lets a few milliseconds pass, or answers false when no time is left. */
    boolean pause() {
        if (System.nanoTime() - nanos > 0) {
            return false;
        }
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException(Code.TIMED_OUT, "interrupted while waiting", e);
        }
    }
}
