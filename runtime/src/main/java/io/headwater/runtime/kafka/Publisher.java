package io.headwater.runtime.kafka;

import io.headwater.runtime.ServiceException;
import io.headwater.runtime.ServiceException.Code;
import io.headwater.runtime.Traces;
import io.headwater.schemas.EventHeaders;
import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.Topic;
import io.headwater.schemas.TraceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Writes records, in the order in which it is asked to for each partition.
 *
 * <p>A write that fails for good is reported to the service, which is then built up anew with a new producer: after an indefinite error nobody
 * knows what was written. Safe for use from several threads.
 */
public final class Publisher implements AutoCloseable {

    private static final RecordCodec CODEC = RecordCodec.ofThisVersion();

    private final KafkaAccess kafka;
    private final String source;
    private final Clock clock;
    private final RandomGenerator random;
    private final Consumer<Throwable> onFailure;
    private final KafkaProducer<String, byte[]> producer;
    private final boolean transactional;

    /**
     * @param service the name of the service that writes
     * @param transactionalId see {@link KafkaAccess#producer}
     * @param onFailure told when a record could not be written
     */
    public Publisher(
            KafkaAccess kafka,
            String service,
            Clock clock,
            RandomGenerator random,
            Optional<String> transactionalId,
            Consumer<Throwable> onFailure) {
        this.kafka = kafka;
        this.source = "/" + kafka.config().topicPrefix() + "/" + service;
        this.clock = clock;
        this.random = random;
        this.onFailure = onFailure;
        this.producer = kafka.producer(transactionalId);
        this.transactional = transactionalId.isPresent();
        if (transactional) {
            producer.initTransactions();
        }
    }

    /** Writes a record; the result completes when the broker has it. */
    public CompletableFuture<Void> send(Topic topic, String key, SpecificRecord value) {
        return send(new ProducerRecord<>(kafka.name(topic), null, key, CODEC.encode(value), headers(value, Map.of())));
    }

    /** Writes that there is nothing under a key any more. */
    public CompletableFuture<Void> remove(Topic topic, String key) {
        return remove(topic, key, Map.of());
    }

    /** As {@link #remove(Topic, String)}, with headers besides. */
    public CompletableFuture<Void> remove(Topic topic, String key, Map<String, String> headers) {
        return send(new ProducerRecord<>(kafka.name(topic), null, key, null, headers(null, headers)));
    }

    /** Writes a record into one partition, whatever its key; null for one that is there no more. */
    public CompletableFuture<Void> sendTo(int partition, Topic topic, String key, @Nullable SpecificRecord value) {
        var bytes = value == null ? null : CODEC.encode(value);
        return send(new ProducerRecord<>(kafka.name(topic), partition, key, bytes, headers(value, Map.of())));
    }

    /** Writes a record into every partition of a topic that is spread by application; null for one that is there no more. */
    public CompletableFuture<Void> sendEverywhere(Topic topic, String key, @Nullable SpecificRecord value) {
        var written = new CompletableFuture<?>[kafka.config().applicationPartitions()];
        for (var partition = 0; partition < written.length; partition++) {
            written[partition] = sendTo(partition, topic, key, value);
        }
        return CompletableFuture.allOf(written);
    }

    /**
     * Runs writes as one transaction: readers see all of them or none. Only for a publisher with a transactional id.
     *
     * @throws ServiceException if the broker did not commit it, or a newer owner has fenced this one
     */
    public synchronized void transaction(Runnable writes) {
        if (!transactional) {
            throw new IllegalStateException("a publisher without a transactional id has no transactions");
        }
        try {
            producer.beginTransaction();
            writes.run();
            producer.commitTransaction();
        } catch (RuntimeException e) {
            throw new ServiceException(Code.KAFKA_UNAVAILABLE, "a transaction was not committed: " + e, e);
        }
    }

    /** Waits until everything is written, at most a few seconds. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(3));
    }

    private CompletableFuture<Void> send(ProducerRecord<String, byte[]> written) {
        var result = new CompletableFuture<Void>();
        producer.send(written, (metadata, failure) -> {
            if (failure == null) {
                result.complete(null);
            } else {
                var error = new ServiceException(
                        Code.KAFKA_UNAVAILABLE, "writing to " + written.topic() + " failed: " + failure, failure);
                result.completeExceptionally(error);
                onFailure.accept(error);
            }
        });
        return result;
    }

    private Headers headers(@Nullable SpecificRecord value, Map<String, String> more) {
        var trace = Traces.current().map(current -> current.next(random)).orElseGet(() -> TraceContext.begin(random));
        var id = "%016x%016x".formatted(random.nextLong(), random.nextLong());
        var headers = EventHeaders.of(id, source, clock.instant(), value, trace);
        more.forEach((name, text) -> EventHeaders.put(headers, name, text));
        return headers;
    }
}
