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
import org.jspecify.annotations.Nullable;

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
        var key = raw.key() == null ? "" : raw.key();
        return new TopicRecord(
                topic,
                raw.partition(),
                raw.offset(),
                key,
                content(topic, raw.partition(), raw.offset(), key, raw.value()),
                EventHeaders.text(raw.headers(), EventHeaders.RESOURCE_VERSION).orElse(""),
                EventHeaders.traceOf(raw.headers()),
                Instant.ofEpochMilli(raw.timestamp()));
    }

    /** Decodes the value of a record that was read by other means; parks what can't be decoded. */
    public Content content(Topic topic, int partition, long offset, String key, byte @Nullable [] value) {
        if (value == null) {
            return new Content.Removed();
        }
        try {
            return new Content.Present(codec.decode(value));
        } catch (UnknownSchemaException e) {
            if (schemas.awaitSchema(e.fingerprint())) {
                return content(topic, partition, offset, key, value);
            }
            return parked(topic, partition, offset, key, value, e);
        } catch (UnreadableRecordException e) {
            return parked(topic, partition, offset, key, value, e);
        }
    }

    private Content parked(Topic topic, int partition, long offset, String key, byte[] value, RuntimeException cause) {
        deadLetters.park(topic, partition, offset, key, value, cause);
        return new Content.Unreadable();
    }
}
