package io.headwater.runtime.kafka;

import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.EventHeaders;
import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.Topic;
import io.headwater.schemas.UnknownSchemaException;
import io.headwater.schemas.UnreadableRecordException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes what a consumer read; what can't be decoded is parked and becomes {@link Content.Unreadable}. */
public final class RecordReader {

    private final Map<String, Topic> topics;
    private final RecordCodec codec;
    private final WriterSchemas schemas;
    private final DeadLetters deadLetters;

    public RecordReader(KafkaAccess kafka, Collection<Topic> topics, WriterSchemas schemas, DeadLetters deadLetters) {
        this.topics = topics.stream().collect(Collectors.toMap(kafka::name, topic -> topic));
        this.codec = new RecordCodec(schemas::find);
        this.schemas = schemas;
        this.deadLetters = deadLetters;
    }

    /** Decodes a record; waits if its schema has yet to arrive. */
    public TopicRecord read(ConsumerRecord<String, byte[]> raw) {
        var topic = topics.get(raw.topic());
        if (topic == null) {
            throw new IllegalStateException("a record of " + raw.topic() + " which nobody asked for");
        }
        return new TopicRecord(
                topic,
                raw.partition(),
                raw.offset(),
                raw.key() == null ? "" : raw.key(),
                content(topic, raw),
                EventHeaders.text(raw.headers(), EventHeaders.RESOURCE_VERSION).orElse(""),
                EventHeaders.traceOf(raw.headers()),
                Instant.ofEpochMilli(raw.timestamp()));
    }

    private Content content(Topic topic, ConsumerRecord<String, byte[]> raw) {
        if (raw.value() == null) {
            return new Content.Removed();
        }
        try {
            return new Content.Present(codec.decode(raw.value()));
        } catch (UnknownSchemaException e) {
            if (schemas.awaitSchema(e.fingerprint())) {
                return content(topic, raw);
            }
            return parked(topic, raw, e);
        } catch (UnreadableRecordException e) {
            return parked(topic, raw, e);
        }
    }

    private Content parked(Topic topic, ConsumerRecord<String, byte[]> raw, RuntimeException cause) {
        deadLetters.park(topic, raw.partition(), raw.offset(), raw.key(), raw.value(), cause);
        return new Content.Unreadable();
    }
}
