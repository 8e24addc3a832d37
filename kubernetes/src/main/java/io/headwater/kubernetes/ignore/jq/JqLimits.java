package io.headwater.kubernetes.ignore.jq;

import java.time.Duration;

/**
 * What a run of a program may cost at most.
 *
 * @param time on the clock
 * @param steps how often something may be evaluated, which says the same on every machine
 * @param built how many characters, elements and fields may be built, in all
 * @param depth how many evaluations may wait for another; what a thread's stack can hold
 */
public record JqLimits(Duration time, long steps, long built, int depth) {

    /**
     * Argo CD's second ({@code controller.ignore.normalizer.jq.timeout}), what a computer can do in it, some 100 MB, and a quarter of the smallest stack that a
     * thread has by default.
     */
    public static final JqLimits DEFAULT = new JqLimits(Duration.ofSeconds(1), 20_000_000, 4_000_000, 600);

    private static final int FRACTION = 100;

    public JqLimits {
        if (time.isNegative() || time.isZero() || steps < 1 || built < 1 || depth < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /** A small part of everything but depth, which is more than a program needs that just names fields. */
    public JqLimits fraction() {
        return new JqLimits(time.dividedBy(10), Math.max(1, steps / FRACTION), Math.max(1, built / FRACTION), depth);
    }

    /** The same with another time, which an operator can set. */
    public JqLimits withTime(Duration other) {
        return new JqLimits(other, steps, built, depth);
    }
}
