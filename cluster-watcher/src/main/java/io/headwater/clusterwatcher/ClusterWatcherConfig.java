package io.headwater.clusterwatcher;

import io.headwater.runtime.config.Configuration;
import java.time.Duration;

/**
 * What the cluster-watcher is configured with.
 *
 * @param relistInterval after how long all objects of a kind are listed anew, against an event that was missed
 * @param ignoredUpdatesDelay how long an update may wait that changes only what the installation ignores
 */
public record ClusterWatcherConfig(Duration relistInterval, Duration ignoredUpdatesDelay) {

    public ClusterWatcherConfig {
        if (!relistInterval.isPositive() || !ignoredUpdatesDelay.isPositive()) {
            throw new IllegalArgumentException(
                    "intervals must be positive, were %s and %s".formatted(relistInterval, ignoredUpdatesDelay));
        }
    }

    /** Reads it; problems are left for {@link Configuration#check()}. */
    public static ClusterWatcherConfig from(Configuration configuration) {
        var interval = positive(configuration, "cluster.relist.interval", Duration.ofHours(1));
        var delay = positive(configuration, "cluster.ignored.updates.delay", Duration.ofSeconds(30));
        configuration.check();
        return new ClusterWatcherConfig(interval, delay);
    }

    private static Duration positive(Configuration configuration, String key, Duration standard) {
        var duration = configuration.duration(key, standard);
        if (!duration.isPositive()) {
            configuration.reject(key, "must be positive");
        }
        return duration;
    }
}
