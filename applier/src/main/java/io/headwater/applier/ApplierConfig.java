package io.headwater.applier;

import io.headwater.applier.core.Backoff;
import io.headwater.runtime.config.Configuration;
import java.time.Duration;

/**
 * What the applier is configured with.
 *
 * @param lease how long after it was last known to own a partition it may begin a write
 * @param requestTimeout after which a write that has begun has ended
 * @param takeoverWait how long an owner waits before it goes on with what another has begun; at least lease and timeout together, the timeout rounded
 *     up to seconds as the API server is told it, or zero where no other process can exist
 * @param backoff between tries of what failed
 */
public record ApplierConfig(Duration lease, Duration requestTimeout, Duration takeoverWait, Backoff backoff) {

    private static final String LEASE = "applier.lease";
    private static final String TIMEOUT = "applier.request.timeout";
    private static final String WAIT = "applier.takeover.wait";

    public ApplierConfig {
        if (!lease.isPositive() || !requestTimeout.isPositive() || takeoverWait.isNegative()) {
            throw new IllegalArgumentException("lease and timeout must be positive, the wait not negative; were "
                    + lease + ", " + requestTimeout + " and " + takeoverWait);
        }
    }

    /** Reads it; problems are reported together. */
    public static ApplierConfig from(Configuration configuration) {
        var lease = positive(configuration, LEASE, Duration.ofSeconds(5));
        var timeout = positive(configuration, TIMEOUT, Duration.ofSeconds(10));
        var shortest = lease.plus(Duration.ofSeconds(timeout.plusMillis(999).toSeconds()));
        var wait = configuration.duration(WAIT, shortest);
        if (!wait.isZero() && wait.compareTo(shortest) < 0) {
            configuration.reject(
                    WAIT,
                    "must be at least applier.lease and applier.request.timeout (in whole seconds) together, or 0");
            wait = shortest;
        }
        var first = positive(configuration, "applier.backoff.first", Duration.ofMillis(200));
        var longest = positive(configuration, "applier.backoff.longest", Duration.ofSeconds(30));
        if (longest.compareTo(first) < 0) {
            configuration.reject("applier.backoff.longest", "must not be shorter than applier.backoff.first");
            longest = first;
        }
        configuration.check();
        return new ApplierConfig(lease, timeout, wait, new Backoff(first, longest));
    }

    private static Duration positive(Configuration configuration, String key, Duration fallback) {
        var value = configuration.duration(key, fallback);
        if (!value.isPositive()) {
            configuration.reject(key, "must be positive");
            return fallback;
        }
        return value;
    }
}
