package io.headwater.runtime.kafka;

import io.headwater.runtime.ServiceContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a topology: its settings, its end, and its rebuilding when topics were lost. */
public final class StreamsRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);

    private final KafkaStreams streams;

    private StreamsRunner(KafkaStreams streams) {
        this.streams = streams;
    }

    /**
     * Starts a topology. Its application id names the topics' epoch, so that with new topics it begins from nothing: stores, changelogs and offsets
     * of another epoch are never seen, and are removed.
     *
     * @param context told once a thread of it has failed; the topology has ended then
     * @param pace how soon others need to know what it finds
     */
    public static StreamsRunner start(ServiceContext context, Topology topology, ReadingPace pace) {
        var kafka = context.kafka();
        var applications = kafka.group(context.service()) + "-";
        var application = applications + context.topics().digest();
        try (var admin = kafka.admin()) {
            removeOtherEpochs(admin, Pattern.compile(Pattern.quote(applications) + "[0-9a-f]{8}(-.*)?"), application);
        }
        var streams = new KafkaStreams(
                topology, new StreamsConfig(settings(application, kafka, pace)), new StreamsClients(pace));
        streams.setUncaughtExceptionHandler(failure -> {
            context.onFailure().accept(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.start();
        return new StreamsRunner(streams);
    }

    /** Whether all state is restored and records flow. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public void close() {
        streams.close(Duration.ofSeconds(10));
    }

    /** @param epochs the names of this service's applications and of what they keep; its workers have others */
    private static void removeOtherEpochs(Admin admin, Pattern epochs, String application) {
        Predicate<String> isStale = name -> epochs.matcher(name).matches() && !name.startsWith(application);
        try {
            var stale =
                    admin.listTopics().names().get().stream().filter(isStale).collect(Collectors.toSet());
            admin.deleteTopics(stale).all().get();
            var groups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .filter(isStale)
                    .toList();
            admin.deleteConsumerGroups(groups).all().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.atWarn()
                    .addKeyValue("application", application)
                    .addKeyValue("error", e.getCause())
                    .log("State of topics that are gone could not be removed yet");
        }
    }

    private static Map<String, Object> settings(String application, KafkaAccess kafka, ReadingPace pace) {
        var config = kafka.config();
        Map<String, Object> settings = new HashMap<>(kafka.common());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.streamThreads());
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, 0);
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.replicationFactor());
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1000);
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class.getName());
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class.getName());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory(config.dataDirectory()));
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                pace.gathering().toMillis());
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION),
                KafkaAccess.ONE_AT_A_TIME);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 16L * 1024 * 1024);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 8 * 1024 * 1024);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), config.instance());
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                KafkaAccess.SESSION_TIMEOUT.toMillis());
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2000);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        return settings;
    }

    private static String stateDirectory(Path data) {
        return data.resolve("streams").toString();
    }
}
