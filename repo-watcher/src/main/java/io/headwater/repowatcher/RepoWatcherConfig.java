package io.headwater.repowatcher;

import io.headwater.repowatcher.core.Pace;
import io.headwater.runtime.config.Configuration;
import io.headwater.runtime.config.ConfigurationException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What the repo-watcher is configured with.
 *
 * @param pollPeriod the time between two polls of a repository; zero for none, whence webhooks alone tell of commits
 * @param pollJitter up to how much is added to it
 */
public record RepoWatcherConfig(Duration pollPeriod, Duration pollJitter) {

    /** Argo CD's names and defaults. */
    static final String POLL_PERIOD = "timeout.reconciliation";

    static final String POLL_JITTER = "timeout.reconciliation.jitter";

    public RepoWatcherConfig {
        if (pollPeriod.isNegative() || pollJitter.isNegative()) {
            throw new IllegalArgumentException("the poll period and its jitter must not be negative");
        }
    }

    /** @throws ConfigurationException if a value is invalid */
    static RepoWatcherConfig from(Configuration settings) {
        var config = new RepoWatcherConfig(
                settings.duration(POLL_PERIOD, Duration.ofSeconds(120)),
                settings.duration(POLL_JITTER, Duration.ofSeconds(60)));
        settings.check();
        return config;
    }

    Pace pace(RandomGenerator random) {
        return new Pace(pollPeriod, pollJitter, random);
    }
}
