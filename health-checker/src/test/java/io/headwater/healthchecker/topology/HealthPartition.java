package io.headwater.healthchecker.topology;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.healthchecker.kafka.HealthRecords;
import io.headwater.runtime.kafka.PartitionLog;
import io.headwater.runtime.kafka.StreamsRecords;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.HealthAssessed;
import io.headwater.schemas.avro.HistoryRecorded;
import io.headwater.schemas.avro.StatusChanged;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** One partition and the health-checker's task for it, in one thread and with a clock that stands until it is moved. */
final class HealthPartition implements AutoCloseable {

    private static final RecordCodec CODEC = RecordCodec.ofThisVersion();

    private final TopologyTestDriver driver;
    private final Map<Topic, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
    private final TestOutputTopic<String, byte[]> health;
    private final TestOutputTopic<String, byte[]> status;
    private final TestOutputTopic<String, byte[]> history;

    /** @param before what stands on the topics when the task begins */
    HealthPartition(List<Facts> before) {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "health-checker-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class.getName());
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class.getName());
        var clock = Clock.fixed(Facts.NOON, ZoneOffset.UTC);
        var topology = HealthTopology.build(
                HealthPartition::name,
                HealthPartition::read,
                log(before),
                new StreamsRecords("headwater/health-checker", clock, new Random(1)),
                "argocd",
                clock);
        driver = new TopologyTestDriver(topology, properties, Facts.NOON);
        HealthTopology.SOURCES.forEach(topic -> inputs.put(
                topic,
                driver.createInputTopic(
                        name(topic), new StringSerializer(), new ByteArraySerializer(), Facts.NOON, Duration.ZERO)));
        health = driver.createOutputTopic(name(Topics.HEALTH), new StringDeserializer(), new ByteArrayDeserializer());
        status = driver.createOutputTopic(name(Topics.STATUS), new StringDeserializer(), new ByteArrayDeserializer());
        history = driver.createOutputTopic(name(Topics.HISTORY), new StringDeserializer(), new ByteArrayDeserializer());
    }

    void write(List<Facts> facts) {
        facts.forEach(this::write);
    }

    void write(Facts facts) {
        Objects.requireNonNull(inputs.get(facts.topic()))
                .pipeInput(new TestRecord<>(facts.key(), bytes(facts), new RecordHeaders(), Facts.NOON));
    }

    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** The statuses since the last look; null for one that was withdrawn. */
    List<@Nullable StatusChanged> statuses() {
        var found = new ArrayList<@Nullable StatusChanged>();
        for (var record : status.readRecordsToList()) {
            found.add(record.value() == null ? null : CODEC.decode(record.value(), StatusChanged.class));
        }
        return found;
    }

    /** Sync status, health, phase and message of the operation of each status since the last look. */
    List<String> told() {
        return statuses().stream()
                .map(changed -> describe(HealthRecords.statusOf(Objects.requireNonNull(changed))))
                .toList();
    }

    /** The health of each object that was told of since the last look; null for one that was taken back. */
    Map<String, @Nullable HealthAssessed> assessed() {
        var found = new LinkedHashMap<String, @Nullable HealthAssessed>();
        for (var record : health.readRecordsToList()) {
            found.put(record.key(), record.value() == null ? null : CODEC.decode(record.value(), HealthAssessed.class));
        }
        return found;
    }

    /** How many transitions were put on record since the last look. */
    long transitions() {
        return history.readRecordsToList().stream()
                .filter(record ->
                        CODEC.decode(record.value(), HistoryRecorded.class).getWhat() instanceof StatusChanged)
                .count();
    }

    @Override
    public void close() {
        driver.close();
    }

    private static String describe(ObjectNode status) {
        return String.join(
                        " ",
                        status.at("/sync/status").asText(),
                        status.at("/health/status").asText(),
                        status.at("/operationState/phase").asText(),
                        status.at("/operationState/message").asText())
                .strip();
    }

    private static String name(Topic topic) {
        return topic.name(Topic.DEFAULT_PREFIX);
    }

    private static byte @Nullable [] bytes(Facts facts) {
        return facts.value() == null ? null : CODEC.encode(facts.value());
    }

    private static PartitionLog log(List<Facts> before) {
        return (topics, partition, reader) -> {
            var offsets = new HashMap<Topic, Long>();
            for (var facts : before) {
                reader.accept(raw(facts, offsets.merge(facts.topic(), 1L, Long::sum) - 1));
            }
        };
    }

    private static ConsumerRecord<String, byte[]> raw(Facts facts, long offset) {
        return new ConsumerRecord<>(
                name(facts.topic()),
                0,
                offset,
                Facts.NOON.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                facts.key(),
                bytes(facts),
                new RecordHeaders(),
                Optional.empty());
    }

    private static TopicRecord read(ConsumerRecord<String, byte[]> raw) {
        return new TopicRecord(
                Topics.ALL.stream()
                        .filter(topic -> name(topic).equals(raw.topic()))
                        .findFirst()
                        .orElseThrow(),
                raw.partition(),
                raw.offset(),
                raw.key(),
                raw.value() == null ? new Content.Removed() : new Content.Present(CODEC.decode(raw.value())),
                "",
                Optional.empty(),
                Instant.ofEpochMilli(raw.timestamp()));
    }
}
