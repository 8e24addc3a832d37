package io.headwater.runtime.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The schemas with which records were written, by fingerprint: ours, and what other versions published on the topic {@code schemas}.
 *
 * <p>The topic is read only when ours are published and when a fingerprint is asked for that is not known, so that a process among others of its
 * version costs nothing.
 */
public final class WriterSchemas {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaAccess kafka;
    private final Map<Long, Schema> known = new ConcurrentHashMap<>(RecordCodec.ownSchemas());
    private final Set<Long> published = ConcurrentHashMap.newKeySet();

    public WriterSchemas(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    /** Publishes the schemas of this version where they are missing; returns once the broker has them. To be called before any record is written. */
    public void publishOwn() {
        readTopic(Optional.empty());
        var missing = new HashMap<>(RecordCodec.ownSchemas());
        missing.keySet().removeAll(published);
        if (missing.isEmpty()) {
            return;
        }
        try (KafkaProducer<String, byte[]> producer = kafka.producer(Optional.empty())) {
            missing.forEach((fingerprint, schema) -> producer.send(new ProducerRecord<>(
                    kafka.name(Topics.SCHEMAS),
                    0,
                    "%016x".formatted(fingerprint),
                    schema.toString().getBytes(UTF_8))));
            producer.flush();
        }
    }

    /** The schema with a fingerprint, if it is known by now. */
    public Optional<Schema> find(long fingerprint) {
        return Optional.ofNullable(known.get(fingerprint));
    }

    /** Reads the topic until the schema turns up, for ten seconds at most; returns whether it has. */
    public synchronized boolean awaitSchema(long fingerprint) {
        if (!known.containsKey(fingerprint)) {
            readTopic(Optional.of(fingerprint));
        }
        return known.containsKey(fingerprint);
    }

    /** Reads the topic to its end, and further on until a wanted schema turns up or patience ends. */
    private void readTopic(Optional<Long> wanted) {
        var partition = new TopicPartition(kafka.name(Topics.SCHEMAS), 0);
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var consumer = kafka.snapshotConsumer()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (System.nanoTime() < deadline) {
                var complete = consumer.position(partition) >= end;
                if (wanted.isPresent() ? known.containsKey(wanted.get()) : complete) {
                    return;
                }
                for (var found : consumer.poll(POLL)) {
                    learn(Long.parseUnsignedLong(found.key(), 16), new String(found.value(), UTF_8));
                }
            }
        }
    }

    private void learn(long fingerprint, String json) {
        published.add(fingerprint);
        known.computeIfAbsent(fingerprint, ignored -> new Schema.Parser().parse(json));
    }
}
