package io.headwater.runtime.kafka;

import io.headwater.runtime.ServiceContext;
import io.headwater.schemas.ApplicationPartitioner;
import io.headwater.schemas.EventHeaders;
import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.TraceContext;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Records as a topology forwards them: with the headers that all of Headwater's records have, in the trace of the record that caused them. */
public final class StreamsRecords {

    /** Spreads what a sink writes by application, as {@link ApplicationPartitioner} does. */
    public static final StreamPartitioner<String, byte[]> BY_APPLICATION =
            (topic, key, value, partitions) -> Optional.of(Set.of(ApplicationPartitioner.partitionOf(key, partitions)));

    private static final RecordCodec CODEC = RecordCodec.ofThisVersion();

    private final String source;
    private final Clock clock;
    private final RandomGenerator random;

    public StreamsRecords(ServiceContext context) {
        this(context.kafka().config().topicPrefix() + "/" + context.service(), context.clock(), context.random());
    }

    /** @param source which service writes, below the root */
    public StreamsRecords(String source, Clock clock, RandomGenerator random) {
        this.source = "/" + source;
        this.clock = clock;
        this.random = random;
    }

    /** A record that a topology was handed, as a consumer reads it. */
    public static ConsumerRecord<String, byte[]> consumed(Record<String, byte[]> record, RecordMetadata from) {
        return new ConsumerRecord<>(
                from.topic(),
                from.partition(),
                from.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                0,
                record.value() == null ? 0 : record.value().length,
                record.key() == null ? "" : record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    /**
     * A record to be forwarded.
     *
     * @param value null for one that is there no more
     * @param cause the headers of the record that caused it
     */
    public Record<String, byte[]> of(String key, @Nullable SpecificRecord value, Headers cause) {
        var trace = EventHeaders.traceOf(cause)
                .map(current -> current.next(random))
                .orElseGet(() -> TraceContext.begin(random));
        var id = "%016x%016x".formatted(random.nextLong(), random.nextLong());
        var now = clock.instant();
        var bytes = value == null ? null : CODEC.encode(value);
        return new Record<>(key, bytes, now.toEpochMilli(), EventHeaders.of(id, source, now, value, trace));
    }
}
