package io.headwater.differ.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headwater.differ.core.Comparison;
import io.headwater.differ.core.HealingBudget;
import io.headwater.differ.core.Manifests;
import io.headwater.differ.core.PruneBudget;
import io.headwater.differ.core.SyncDecider;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ignore.IgnoredFields;
import io.headwater.kubernetes.schema.ApiSchemas;
import io.headwater.runtime.kafka.PartitionLog;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.EventHeaders;
import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import io.headwater.schemas.UnreadableRecordException;
import io.headwater.schemas.avro.DriftComputed;
import io.headwater.schemas.avro.RequestSync;
import io.headwater.schemas.avro.RequestTrial;
import io.headwater.schemas.avro.TrialQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** One partition of the topics and the differ's task for it, in one thread and with a clock that stands until it is moved. */
final class Partition implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final RecordCodec CODEC = RecordCodec.ofThisVersion();

    private final TopologyTestDriver driver;
    private final Map<Topic, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
    private final TestOutputTopic<String, byte[]> drift;
    private final TestOutputTopic<String, byte[]> syncs;
    private final List<RequestSync> requests = new ArrayList<>();
    private final List<RequestTrial> questions = new ArrayList<>();
    private final List<String> parked = new ArrayList<>();

    /** A partition in which nothing was written before. */
    Partition() {
        this(List.of(), NOON);
    }

    /**
     * A partition that held something when the task began, which may be written once more.
     *
     * @param now the time then
     */
    Partition(List<Standing> before, Instant now) {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "differ-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
        driver = new TopologyTestDriver(topology(log(before), new Intake()), properties, now);
        TopicNames.SOURCES.forEach(topic -> inputs.put(
                topic,
                driver.createInputTopic(
                        name(topic), new StringSerializer(), new ByteArraySerializer(), NOON, Duration.ZERO)));
        drift = driver.createOutputTopic(name(Topics.DRIFT), new StringDeserializer(), new ByteArrayDeserializer());
        syncs = driver.createOutputTopic(name(Topics.SYNCS), new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** The topology alone, for a look at it. */
    static Topology topology() {
        try (var partition = new Partition()) {
            return topology(log(List.of()), partition.new Intake());
        }
    }

    /**
     * A record that stands on a topic.
     *
     * @param value null for a deletion
     * @param resourceVersion the version of the deletion of an object; else empty
     */
    record Standing(Topic topic, String key, byte @Nullable [] value, String resourceVersion) {
        static Standing of(Entry entry) {
            var value = entry.value() == null ? null : CODEC.encode(entry.value());
            return new Standing(entry.topic(), entry.key(), value, entry.resourceVersion());
        }
    }

    private static PartitionLog log(List<Standing> before) {
        return (topics, partition, reader) -> {
            var offsets = new HashMap<Topic, Long>();
            for (var record : before) {
                if (topics.contains(record.topic())) {
                    reader.accept(raw(record, offsets.merge(record.topic(), 1L, Long::sum) - 1));
                }
            }
        };
    }

    private static ConsumerRecord<String, byte[]> raw(Standing record, long offset) {
        return new ConsumerRecord<>(
                name(record.topic()),
                0,
                offset,
                NOON.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                record.value(),
                headers(record.resourceVersion(), new RecordHeaders()),
                Optional.empty());
    }

    private static Headers headers(String resourceVersion, Headers headers) {
        if (!resourceVersion.isEmpty()) {
            headers.add(EventHeaders.RESOURCE_VERSION, resourceVersion.getBytes(UTF_8));
        }
        return headers;
    }

    private static Topology topology(PartitionLog log, RecordIntake intake) {
        return DifferTopology.of(new Collaborators(
                Partition::name,
                "/headwater/differ",
                intake,
                log,
                Partition::compare,
                new SyncDecider(HealingBudget.DEFAULT, PruneBudget.DEFAULT),
                new Random(1)));
    }

    /** A comparison with a defect: it fails on objects of the name {@code defect}. */
    private static Comparison.Result compare(
            KubernetesObject desired, KubernetesObject live, Optional<ApiSchemas> schemas, IgnoredFields ignored) {
        if (desired.name().equals("defect")) {
            throw new ArithmeticException("quoting a secret");
        }
        return Manifests.compare(desired, live, ignored);
    }

    static String name(Topic topic) {
        return topic.name(Topic.DEFAULT_PREFIX);
    }

    void write(Entry entry) {
        write(entry, new RecordHeaders());
    }

    void write(Entry entry, Headers headers) {
        var value = entry.value() == null ? null : CODEC.encode(entry.value());
        pipe(entry.topic(), entry.key(), value, headers(entry.resourceVersion(), headers));
    }

    void writeGarbage(Topic topic, String key) {
        pipe(topic, key, "garbage".getBytes(UTF_8), new RecordHeaders());
    }

    private void pipe(Topic topic, String key, byte @Nullable [] value, Headers headers) {
        Objects.requireNonNull(inputs.get(topic)).pipeInput(new TestRecord<>(key, value, headers, NOON));
    }

    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** The requests to sync since the last look. */
    List<RequestSync> requests() {
        listen();
        var found = List.copyOf(requests);
        requests.clear();
        return found;
    }

    /** What the cluster was asked since the last look. */
    List<TrialQuestion> questions() {
        listen();
        var found = questions.stream()
                .flatMap(request -> request.getQuestions().stream())
                .toList();
        questions.clear();
        return found;
    }

    private void listen() {
        for (var record : syncs.readRecordsToList()) {
            switch (CODEC.decode(record.value())) {
                case RequestSync request -> requests.add(request);
                case RequestTrial request -> questions.add(request);
                default -> throw new AssertionError("something else on syncs");
            }
        }
    }

    /** The verdicts since the last look; null for one that was taken back. */
    List<@Nullable DriftComputed> verdicts() {
        var found = new ArrayList<@Nullable DriftComputed>();
        for (var record : drift.readRecordsToList()) {
            found.add(record.value() == null ? null : CODEC.decode(record.value(), DriftComputed.class));
        }
        return found;
    }

    /** The records of verdicts since the last look. */
    List<TestRecord<String, byte[]>> verdictRecords() {
        return drift.readRecordsToList();
    }

    /** The keys of records that were put aside. */
    List<String> parked() {
        return parked;
    }

    @Override
    public void close() {
        driver.close();
    }

    private final class Intake implements RecordIntake {
        @Override
        public TopicRecord read(ConsumerRecord<String, byte[]> raw) {
            return new TopicRecord(
                    TopicNames.SOURCES.stream()
                            .filter(topic -> name(topic).equals(raw.topic()))
                            .findFirst()
                            .orElseThrow(),
                    raw.partition(),
                    raw.offset(),
                    raw.key(),
                    content(raw),
                    EventHeaders.text(raw.headers(), EventHeaders.RESOURCE_VERSION)
                            .orElse(""),
                    EventHeaders.traceOf(raw.headers()),
                    Instant.ofEpochMilli(raw.timestamp()));
        }

        private Content content(ConsumerRecord<String, byte[]> raw) {
            if (raw.value() == null) {
                return new Content.Removed();
            }
            try {
                return new Content.Present(CODEC.decode(raw.value()));
            } catch (UnreadableRecordException e) {
                parked.add(raw.key());
                return new Content.Unreadable();
            }
        }

        @Override
        public void park(ConsumerRecord<String, byte[]> raw, TopicRecord read, RuntimeException cause) {
            parked.add(raw.key());
        }
    }
}
