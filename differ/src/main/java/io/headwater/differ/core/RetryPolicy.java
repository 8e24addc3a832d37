package io.headwater.differ.core;

import java.time.Duration;

/**
 * How a failed automated sync is tried again.
 *
 * @param limit how often at most; negative for no end
 * @param first the pause before the first retry
 * @param factor by how much each pause is longer than the one before
 * @param longest no pause is longer
 */
public record RetryPolicy(long limit, Duration first, long factor, Duration longest) {

    /** No end of retries. */
    public static final long ENDLESS = -1;

    /** What holds where an application says nothing: the pauses of Argo CD, and no end, since recovery must need neither a restart nor a new commit. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(ENDLESS, Duration.ofSeconds(5), 2, Duration.ofMinutes(3));

    public RetryPolicy {
        if (first.isNegative() || longest.isNegative() || factor < 1) {
            throw new IllegalArgumentException("pauses can't be negative or shrink: first " + first + ", factor "
                    + factor + ", longest " + longest);
        }
    }

    /** Whether the attempt with this number, counted from 0, may be followed by another. */
    public boolean allowsAfter(int attempt) {
        return limit < 0 || attempt < limit;
    }

    /** The pause after the attempt with this number, counted from 0. */
    public Duration pauseAfter(int attempt) {
        var pause = first;
        for (var i = 0; i < attempt && pause.compareTo(longest) < 0 && factor > 1 && !pause.isZero(); i++) {
            pause = pause.compareTo(longest.dividedBy(factor)) > 0 ? longest : pause.multipliedBy(factor);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
