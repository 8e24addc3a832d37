package io.headwater.runtime.kafka;

import io.headwater.schemas.Topic;
import io.headwater.schemas.TraceContext;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record as a service sees it.
 *
 * @param topic from which topic
 * @param partition in which partition
 * @param offset at which offset
 * @param key its key
 * @param content what it says
 * @param resourceVersion for a tombstone of {@code live}, the version of the deletion; else empty
 * @param trace the trace it belongs to, if it names one
 * @param timestamp when the broker has it from
 */
public record TopicRecord(
        Topic topic,
        int partition,
        long offset,
        String key,
        Content content,
        String resourceVersion,
        Optional<TraceContext> trace,
        Instant timestamp) {

    /** What a record says about its key. */
    public sealed interface Content {
        /** The newest value. */
        record Present(SpecificRecord value) implements Content {}

        /** There is none any more. */
        record Removed() implements Content {}

        /** There is one that can't be read; it was parked. What it was about is unknown, which is not the same as gone. */
        record Unreadable() implements Content {}
    }
}
