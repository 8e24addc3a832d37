package io.headwater.git.transport;

import java.time.Duration;

/** A moment by which something must be done, on the monotonic clock. */
public final class Deadline {

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    public boolean isPast() {
        return System.nanoTime() - nanos >= 0;
    }

    /** The time left, but no more than that; never zero or less. */
    public Duration atMost(Duration time) {
        var left = Duration.ofNanos(Math.max(1, nanos - System.nanoTime()));
        return left.compareTo(time) < 0 ? left : time;
    }
}
