package io.headwater.kubernetes.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: not at all the first time, then from 5 ms on twice as long each time, up to 30 s, with jitter, so that many
 * that lost the same server do not come back at once.
 */
record Backoff(Duration first, Duration longest) {

    static final Backoff STANDARD = new Backoff(Duration.ofMillis(5), Duration.ofSeconds(30));

    /** @param failures how many there were in a row, this one included */
    Duration delay(int failures, RandomGenerator random) {
        if (failures <= 1) {
            return Duration.ZERO;
        }
        var doublings = Math.min(failures - 2, 40);
        var nanos = Math.min(longest.toNanos(), (double) first.toNanos() * (1L << doublings));
        return Duration.ofNanos((long) (nanos * (0.5 + random.nextDouble() / 2)));
    }
}
