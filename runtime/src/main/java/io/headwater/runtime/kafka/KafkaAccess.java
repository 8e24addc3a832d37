package io.headwater.runtime.kafka;

import io.headwater.runtime.RuntimeConfig;
import io.headwater.runtime.kafka.TopicsGuard.TopicsEpoch;
import io.headwater.schemas.ApplicationPartitioner;
import io.headwater.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes Kafka clients with the settings that all of Headwater keeps to. */
public final class KafkaAccess {

    /** A member that was not heard of for so long loses its partitions. */
    public static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

    private static final int LARGEST_REQUEST = 8 * 1024 * 1024;
    private static final long PRODUCER_MEMORY = 16L * 1024 * 1024;

    /** While a producer waits for an answer, what is sent next gathers: a request alone goes out at once, and a busy producer sends few large ones. */
    static final int ONE_AT_A_TIME = 1;

    private final RuntimeConfig config;

    public KafkaAccess(RuntimeConfig config) {
        this.config = config;
    }

    public RuntimeConfig config() {
        return config;
    }

    /** The name of a topic in this installation. */
    public String name(Topic topic) {
        return topic.name(config.topicPrefix());
    }

    /** The name of a consumer group, transactional id or application id in this installation. */
    public String group(String service) {
        return config.topicPrefix() + "-" + service;
    }

    public Admin admin() {
        return Admin.create(common());
    }

    /** A consumer that is assigned its partitions by hand and keeps no offsets. */
    public KafkaConsumer<String, byte[]> stateConsumer() {
        return stateConsumer(Map.of());
    }

    /**
     * A {@link #stateConsumer} for what stands on topics now: when it has come to the end of one, the broker is told not to keep its request back until
     * something new is written there, since others are waiting to be read.
     */
    public KafkaConsumer<String, byte[]> snapshotConsumer() {
        return stateConsumer(Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5));
    }

    private KafkaConsumer<String, byte[]> stateConsumer(Map<String, Object> more) {
        var properties = consumerProperties();
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.putAll(more);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A consumer that shares out a topic's partitions with the other instances of its service.
     *
     * <p>Its group belongs to the topic as it is now and not to its name: a group whose members are known by name (KIP-345) hands a member that comes
     * back what it had, so that one that last saw the topic deleted would get nothing of the topic that took its place.
     *
     * @param name what is done with the partitions
     */
    public KafkaConsumer<String, byte[]> groupConsumer(String name, Topic shared, TopicsEpoch epoch) {
        var properties = consumerProperties();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group(name + "-" + epoch.digestOf(name(shared))));
        properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, config.instance());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION_TIMEOUT.toMillis());
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2000);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A producer.
     *
     * @param transactionalId fences every earlier producer of the same id; empty for one without transactions
     */
    public KafkaProducer<String, byte[]> producer(Optional<String> transactionalId) {
        var properties = common();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A commit sends at once what has gathered; before it, nothing is waited for.
        properties.put(ProducerConfig.LINGER_MS_CONFIG, transactionalId.isPresent() ? 100 : 0);
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, ONE_AT_A_TIME);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_MEMORY);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, ApplicationPartitioner.class.getName());
        transactionalId.ifPresent(id -> properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group(id)));
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /** What every client is configured with. */
    public Map<String, Object> common() {
        var properties = new HashMap<String, Object>(config.kafkaProperties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
        properties.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000);
        properties.put("enable.metrics.push", false);
        return properties;
    }

    private Map<String, Object> consumerProperties() {
        var properties = common();
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);
        return properties;
    }
}
