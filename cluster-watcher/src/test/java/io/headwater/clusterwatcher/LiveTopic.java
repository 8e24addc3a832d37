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
import io.headwater.schemas.avro.ObjectOrphaned;
import io.headwater.schemas.avro.ObjectRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** What stands on {@code live} and on {@code orphans}, and how it came to. */
final class LiveTopic implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RecordCodec codec = RecordCodec.ofThisVersion();
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    private final String orphans;

    /**
     * Something that was said about an object.
     *
     * @param version of the object, or of its deletion
     */
    record Word(String version, boolean gone) {}

    LiveTopic(ProcessEnvironment process) {
        this.consumer = process.kafka().stateConsumer();
        this.orphans = process.kafka().name(Topics.ORPHANS);
        consumer.assign(Stream.of(process.kafka().name(Topics.LIVE), orphans)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
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

    /** What stands on {@code orphans}, by kind and name. */
    Set<String> orphans() {
        var standing = new TreeMap<String, ObjectRef>();
        for (var record : aboutOrphans()) {
            if (record.value() == null) {
                standing.remove(record.key());
            } else {
                standing.put(
                        record.key(),
                        codec.decode(record.value(), ObjectOrphaned.class).getObject());
            }
        }
        return standing.values().stream()
                .map(object -> object.getKind() + " " + object.getName())
                .collect(Collectors.toSet());
    }

    /** How often anything was said on {@code orphans} about an object. */
    long wordsOnOrphan(ApplicationKey application, ObjectKey key) {
        return aboutOrphans().stream()
                .filter(record -> record.key().equals(RecordKeys.object(application, key)))
                .count();
    }

    private List<ConsumerRecord<String, byte[]>> aboutOrphans() {
        return records.stream().filter(record -> record.topic().equals(orphans)).toList();
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
        return records.stream()
                .filter(record ->
                        !record.topic().equals(orphans) && record.key().equals(key))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
