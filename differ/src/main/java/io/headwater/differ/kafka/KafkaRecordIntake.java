package io.headwater.differ.kafka;

import io.headwater.differ.topology.RecordIntake;
import io.headwater.runtime.kafka.DeadLetters;
import io.headwater.runtime.kafka.RecordReader;
import io.headwater.runtime.kafka.TopicRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records as every service does, and puts those that make no sense on the dead-letter topic. */
public final class KafkaRecordIntake implements RecordIntake {

    private final RecordReader reader;
    private final DeadLetters letters;

    public KafkaRecordIntake(RecordReader reader, DeadLetters letters) {
        this.reader = reader;
        this.letters = letters;
    }

    @Override
    public TopicRecord read(ConsumerRecord<String, byte[]> raw) {
        return reader.read(raw);
    }

    @Override
    public void park(ConsumerRecord<String, byte[]> raw, TopicRecord read, RuntimeException cause) {
        letters.park(read.topic(), raw.partition(), raw.offset(), raw.key(), raw.value(), cause);
    }
}
