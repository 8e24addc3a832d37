package io.headwater.repowatcher;

import io.headwater.repowatcher.core.Pace;
import io.headwater.runtime.config.Configuration;
import io.headwater.runtime.config.ConfigurationException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the repo-watcher is configured with.
 *
 * @param pollPeriod the time between two polls of a repository; zero for none, whence webhooks alone tell of commits
 * @param pollJitter up to how much is added to it
 */
public record RepoWatcherConfig(Duration pollPeriod, Duration pollJitter) {

    private static final Logger LOG = LoggerFactory.getLogger(RepoWatcherConfig.class);

    /** Argo CD's names and defaults. */
    static final String POLL_PERIOD = "timeout.reconciliation";

    static final String POLL_JITTER = "timeout.reconciliation.jitter";

    public RepoWatcherConfig {
        if (pollPeriod.isNegative() || pollJitter.isNegative()) {
            throw new IllegalArgumentException("the poll period and its jitter must not be negative");
        }
    }

    /**
     * The process's own configuration goes before Argo CD's.
     *
     * @param argoCd a value of the ConfigMap {@code argocd-cm}; one that makes no sense is as if it were not there
     * @throws ConfigurationException if a value of the configuration is invalid
     */
    static RepoWatcherConfig from(Configuration settings, Function<String, Optional<String>> argoCd) {
        var config = new RepoWatcherConfig(
                duration(POLL_PERIOD, settings, argoCd, Duration.ofSeconds(120)),
                duration(POLL_JITTER, settings, argoCd, Duration.ofSeconds(60)));
        settings.check();
        return config;
    }

    private static Duration duration(
            String key, Configuration settings, Function<String, Optional<String>> argoCd, Duration otherwise) {
        if (settings.text(key).isPresent()) {
            return settings.duration(key, otherwise);
        }
        return settings.duration(
                key, argoCd.apply(key).flatMap(text -> parsed(key, text)).orElse(otherwise));
    }

    private static Optional<Duration> parsed(String key, String text) {
        try {
            return Optional.of(Configuration.parseDuration(text)).filter(duration -> !duration.isNegative());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            LOG.atWarn()
                    .addKeyValue("key", key)
                    .addKeyValue("value", text)
                    .log("A value of the ConfigMap argocd-cm is no duration and is not used: write it as 180s or 3m");
            return Optional.empty();
        }
    }

    Pace pace(RandomGenerator random) {
        return new Pace(pollPeriod, pollJitter, random);
    }
}
