package io.headwater.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record: CloudEvents' Kafka binding in binary mode, and the W3C trace context.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">CloudEvents: Kafka binding</a>
 */
public final class EventHeaders {

    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";
    public static final String SPECIFICATION = "ce_specversion";
    public static final String CONTENT_TYPE = "content-type";
    public static final String TRACE_PARENT = "traceparent";

    /** The version at which an object was deleted, on tombstones of {@code live}. */
    public static final String RESOURCE_VERSION = "resourceVersion";

    private static final String TYPE_PREFIX = "io.headwater.";
    private static final String TYPE_OF_TOMBSTONE = "io.headwater.Removed";
    private static final String AVRO = "application/avro";

    private EventHeaders() {}

    /**
     * The headers of a new record.
     *
     * @param source which service writes it, as in {@code /headwater/renderer}
     * @param value the record; null for a tombstone
     */
    public static Headers of(
            String id, String source, Instant time, @Nullable SpecificRecord value, TraceContext trace) {
        var type = value == null
                ? TYPE_OF_TOMBSTONE
                : TYPE_PREFIX + value.getSchema().getName();
        var headers = new RecordHeaders();
        put(headers, SPECIFICATION, "1.0");
        put(headers, ID, id);
        put(headers, TYPE, type);
        put(headers, SOURCE, source);
        put(headers, TIME, time.toString());
        put(headers, CONTENT_TYPE, AVRO);
        put(headers, TRACE_PARENT, trace.toString());
        return headers;
    }

    /** The trace that a record belongs to; empty if it carries none that can be read. */
    public static Optional<TraceContext> traceOf(Headers headers) {
        return text(headers, TRACE_PARENT).flatMap(TraceContext::parse);
    }

    /** The text of a header; empty if it is missing. */
    public static Optional<String> text(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), UTF_8));
    }

    /** Adds a header. */
    public static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
