package io.headwater.runtime;

import io.headwater.runtime.config.Configuration;
import io.headwater.runtime.kafka.KafkaAccess;
import io.headwater.runtime.kafka.TopicsGuard;
import io.headwater.runtime.sealing.Sealer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What all services of one process share.
 *
 * @param settings the configuration from which services read what is their own
 * @param config what is common to all services
 * @param kafka makes Kafka clients
 * @param guard keeps an eye on the topics
 * @param sealer seals secret values
 * @param metrics the process's metrics
 * @param readiness whether its services do their work
 * @param clock the time
 * @param random ids and jitter
 */
public record ProcessEnvironment(
        Configuration settings,
        RuntimeConfig config,
        KafkaAccess kafka,
        TopicsGuard guard,
        Sealer sealer,
        PrometheusMeterRegistry metrics,
        Readiness readiness,
        Clock clock,
        RandomGenerator random)
        implements AutoCloseable {

    /** The environment of a process with this configuration. */
    public static ProcessEnvironment of(Configuration settings) {
        var config = RuntimeConfig.from(settings);
        settings.check();
        var kafka = new KafkaAccess(config);
        return new ProcessEnvironment(
                settings,
                config,
                kafka,
                new TopicsGuard(kafka),
                Sealer.withKeyFrom(config.sealingKey()),
                processMetrics(),
                new Readiness(),
                Clock.systemUTC(),
                new SecureRandom());
    }

    @Override
    public void close() {
        guard.close();
        metrics.close();
    }

    private static PrometheusMeterRegistry processMetrics() {
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        bindForLife(new JvmGcMetrics(), metrics);
        return metrics;
    }

    @SuppressWarnings("resource") // ends with the process
    private static void bindForLife(JvmGcMetrics collections, PrometheusMeterRegistry metrics) {
        collections.bindTo(metrics);
    }
}
