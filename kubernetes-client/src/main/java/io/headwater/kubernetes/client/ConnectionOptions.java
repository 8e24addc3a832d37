package io.headwater.kubernetes.client;

import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * How a connection behaves, whatever cluster it leads to.
 *
 * @param userAgent what the cluster's audit log calls this process
 * @param requestTimeout how long a call may take that does not say otherwise
 * @param heartbeat how long a connection may be silent before it is asked whether it lives; a dead one is found after this and {@code patience}
 * @param patience how long the answer to that may take
 * @param watchTimeout after how long, up to twice as long, the server ends a watch in good order
 * @param silence how long a watch may bring nothing, not even a bookmark, before it counts as hanging
 * @param random jitter; used by many threads
 */
public record ConnectionOptions(
        String userAgent,
        Duration requestTimeout,
        Duration heartbeat,
        Duration patience,
        Duration watchTimeout,
        Duration silence,
        Clock clock,
        RandomGenerator random) {

    public ConnectionOptions {
        requirePositive("requestTimeout", requestTimeout);
        requirePositive("heartbeat", heartbeat);
        requirePositive("patience", patience);
        requirePositive("watchTimeout", watchTimeout);
        requirePositive("silence", silence);
    }

    /** What suits a service that runs for long. */
    public static ConnectionOptions standard() {
        return new ConnectionOptions(
                "headwater",
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(15),
                Duration.ofMinutes(5),
                Duration.ofMinutes(3),
                Clock.systemUTC(),
                new Random());
    }

    public ConnectionOptions named(String agent) {
        return new ConnectionOptions(agent, requestTimeout, heartbeat, patience, watchTimeout, silence, clock, random);
    }

    public ConnectionOptions requestsWithin(Duration limit) {
        return new ConnectionOptions(userAgent, limit, heartbeat, patience, watchTimeout, silence, clock, random);
    }

    public ConnectionOptions heartbeat(Duration interval, Duration limit) {
        return new ConnectionOptions(userAgent, requestTimeout, interval, limit, watchTimeout, silence, clock, random);
    }

    public ConnectionOptions watches(Duration timeout, Duration longestSilence) {
        return new ConnectionOptions(
                userAgent, requestTimeout, heartbeat, patience, timeout, longestSilence, clock, random);
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
    }
}
