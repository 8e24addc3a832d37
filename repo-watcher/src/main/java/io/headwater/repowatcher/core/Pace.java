package io.headwater.repowatcher.core;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often a server is asked when nothing is known to have happened.
 *
 * @param period between two polls; zero for none
 * @param jitter up to how much is added to the period, so that the polls of many repositories spread
 */
public record Pace(Duration period, Duration jitter, RandomGenerator random) {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofMinutes(2);
    private static final int MOST_DOUBLINGS = 7;

    /** The time to the next poll; empty where there is none. */
    Optional<Duration> poll() {
        return period.isZero() ? Optional.empty() : Optional.of(period.plus(upTo(jitter)));
    }

    /**
     * The time to the next try: 1 s, 2 s, 4 s up to 2 min, and up to a fifth of it besides.
     *
     * @param failures how many tries failed in a row, at least 1
     */
    Duration retry(int failures) {
        var doubled = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var pause = doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
        return pause.plus(upTo(pause.dividedBy(5)));
    }

    private Duration upTo(Duration most) {
        return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
    }
}
