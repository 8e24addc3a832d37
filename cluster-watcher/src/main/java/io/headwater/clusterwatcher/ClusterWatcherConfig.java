package io.headwater.clusterwatcher;

import io.headwater.runtime.config.Configuration;
import java.time.Duration;

/**
 * What the cluster-watcher is configured with.
 *
 * @param relistInterval after how long all objects of a kind are listed anew, against an event that was missed
 */
public record ClusterWatcherConfig(Duration relistInterval) {

    public ClusterWatcherConfig {
        if (!relistInterval.isPositive()) {
            throw new IllegalArgumentException("the relist interval must be positive, was " + relistInterval);
        }
    }

    /** Reads it; problems are left for {@link Configuration#check()}. */
    public static ClusterWatcherConfig from(Configuration configuration) {
        var interval = configuration.duration("cluster.relist.interval", Duration.ofHours(1));
        if (!interval.isPositive()) {
            configuration.reject("cluster.relist.interval", "must be positive");
        }
        configuration.check();
        return new ClusterWatcherConfig(interval);
    }
}
