package io.headwater.applier.core;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before something that failed is tried again: twice as long each time, up to a longest pause, and up to half as long again by
 * chance, so that those who failed together don't come back together.
 */
public record Backoff(Duration first, Duration longest) {

    private static final int DOUBLINGS = 20;

    public Backoff {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("pauses must be positive and grow, were " + first + " to " + longest);
        }
    }

    /**
     * @param failures how often it has failed before, from 0
     * @param asked the earliest time that the other side named
     */
    Duration after(int failures, Optional<Duration> asked, RandomGenerator random) {
        var doubled = first.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        var pause = doubled.compareTo(longest) > 0 ? longest : doubled;
        var jittered = pause.plus(Duration.ofNanos((long) (pause.toNanos() * 0.5 * random.nextDouble())));
        return asked.filter(server -> server.compareTo(jittered) > 0).orElse(jittered);
    }
}
