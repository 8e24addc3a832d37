package io.headwater.runtime.kafka;

import io.headwater.runtime.sealing.Sealer;
import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.Topic;
import io.headwater.schemas.avro.DeadLetter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parks records that can't be dealt with on {@code <topic>.dead}, sealed, so that they never stop a partition. */
public final class DeadLetters implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final RecordCodec CODEC = RecordCodec.ofThisVersion();

    private final KafkaAccess kafka;
    private final String service;
    private final Sealer sealer;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final KafkaProducer<String, byte[]> producer;

    public DeadLetters(KafkaAccess kafka, String service, Sealer sealer, Clock clock, MeterRegistry metrics) {
        this.kafka = kafka;
        this.service = service;
        this.sealer = sealer;
        this.clock = clock;
        this.metrics = metrics;
        this.producer = kafka.producer(Optional.empty());
    }

    /** Parks a record; the result completes when the broker has it. */
    public CompletableFuture<Void> park(
            Topic topic, int partition, long offset, @Nullable String key, byte @Nullable [] value, Throwable cause) {
        var letter = DeadLetter.newBuilder()
                .setTopic(kafka.name(topic))
                .setPartition(partition)
                .setOffset(offset)
                .setKey(key)
                .setSealedValue(value == null ? null : ByteBuffer.wrap(sealer.sealBytes(value)))
                .setService(service)
                .setError(describe(cause))
                .setAt(clock.instant())
                .build();
        var parked = send(new ProducerRecord<>(
                topic.deadLetterName(kafka.config().topicPrefix()), 0, key == null ? "" : key, CODEC.encode(letter)));
        metrics.counter("headwater.dead.letters", "topic", topic.noun(), "service", service)
                .increment();
        LOG.atError()
                .addKeyValue("topic", kafka.name(topic))
                .addKeyValue("partition", partition)
                .addKeyValue("offset", offset)
                .addKeyValue("key", key)
                .addKeyValue("error", letter.getError())
                .log("Parked a record that can't be dealt with");
        return parked;
    }

    @Override
    public void close() {
        producer.close();
    }

    private CompletableFuture<Void> send(ProducerRecord<String, byte[]> letter) {
        var parked = new CompletableFuture<Void>();
        producer.send(letter, (metadata, failure) -> {
            if (failure == null) {
                parked.complete(null);
            } else {
                LOG.atError()
                        .addKeyValue("topic", letter.topic())
                        .addKeyValue("error", failure)
                        .log("A record that can't be dealt with could not be parked");
                parked.completeExceptionally(failure);
            }
        });
        return parked;
    }

    /** The class of an error and where it was thrown: its message may quote the record. */
    private static String describe(Throwable cause) {
        var trace = cause.getStackTrace();
        return cause.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
