package io.headwater.differ.topology;

import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.Topic;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Reads what lies in the store as it was read when it came. */
final class StoredContents {

    private final RecordIntake intake;
    private final TopicNames names;
    private final int partition;

    StoredContents(RecordIntake intake, TopicNames names, int partition) {
        this.intake = intake;
        this.names = names;
        this.partition = partition;
    }

    Observation observation(Topic topic, String key, StoredRecord stored) {
        return new Observation(topic, stored.offset(), key, content(topic, key, stored), stored.resourceVersion());
    }

    Content content(Topic topic, String key, StoredRecord stored) {
        return switch (stored.sort()) {
            case PRESENT -> intake.read(raw(topic, key, stored)).content();
            case UNREADABLE -> new Content.Unreadable();
            case GONE -> new Content.Removed();
        };
    }

    private ConsumerRecord<String, byte[]> raw(Topic topic, String key, StoredRecord stored) {
        return new ConsumerRecord<>(
                names.name(topic),
                partition,
                stored.offset(),
                0L,
                TimestampType.NO_TIMESTAMP_TYPE,
                0,
                stored.value().length,
                key,
                stored.value(),
                new RecordHeaders(),
                Optional.empty());
    }
}
