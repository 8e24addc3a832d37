package io.headwater.clusterwatcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.runtime.ProcessEnvironment;
import io.headwater.schemas.EventHeaders;
import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ClusterDiscovered;
import io.headwater.schemas.avro.KindCompleted;
import io.headwater.schemas.avro.LiveObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** What stands on {@code live}, and how it came to. */
final class LiveTopic implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RecordCodec codec = RecordCodec.ofThisVersion();
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    /**
     * Something that was said about an object.
     *
     * @param version of the object, or of its deletion
     */
    record Word(String version, boolean gone) {}

    LiveTopic(ProcessEnvironment process) {
        this.consumer = process.kafka().stateConsumer();
        consumer.assign(consumer.partitionsFor(process.kafka().name(Topics.LIVE)).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /** Reads on until a claim is true. */
    void await(String claim, BooleanSupplier isTrue) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isTrue.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it is still not true that " + claim + "; the last words on live are "
                        + records.stream()
                                .skip(Math.max(0, records.size() - 20))
                                .map(record -> record.key() + (record.value() == null ? " gone" : ""))
                                .toList());
            }
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
    }

    /** Under an application. */
    Optional<LiveObject> object(ApplicationKey application, ObjectKey key) {
        return last(RecordKeys.object(application, key)).map(value -> codec.decode(value, LiveObject.class));
    }

    Optional<KindCompleted> kind(String cluster, GroupKind kind) {
        return last(RecordKeys.kind(cluster, kind)).map(value -> codec.decode(value, KindCompleted.class));
    }

    Optional<ClusterDiscovered> cluster(String server) {
        return last(RecordKeys.cluster(server)).map(value -> codec.decode(value, ClusterDiscovered.class));
    }

    /** All that was said about the completeness of a kind and that still counted when it was said. */
    List<KindCompleted> history(String cluster, GroupKind kind) {
        return of(RecordKeys.kind(cluster, kind)).stream()
                .filter(record -> record.value() != null)
                .map(record -> codec.decode(record.value(), KindCompleted.class))
                .toList();
    }

    /** All that was said about an object under an application, in order. */
    List<Word> about(ApplicationKey application, ObjectKey key) {
        return of(RecordKeys.object(application, key)).stream().map(this::word).toList();
    }

    /** The keys of records about completeness. */
    List<String> kinds(String cluster) {
        return records.stream()
                .map(ConsumerRecord::key)
                .filter(key -> key.startsWith("*|kind|" + cluster + "|"))
                .distinct()
                .toList();
    }

    private Word word(ConsumerRecord<String, byte[]> record) {
        return record.value() == null
                ? new Word(
                        new String(
                                record.headers()
                                        .lastHeader(EventHeaders.RESOURCE_VERSION)
                                        .value(),
                                UTF_8),
                        true)
                : new Word(codec.decode(record.value(), LiveObject.class).getResourceVersion(), false);
    }

    private Optional<byte[]> last(String key) {
        return of(key).stream().reduce((before, after) -> after).flatMap(record -> Optional.ofNullable(record.value()));
    }

    private List<ConsumerRecord<String, byte[]>> of(String key) {
        return records.stream().filter(record -> record.key().equals(key)).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
