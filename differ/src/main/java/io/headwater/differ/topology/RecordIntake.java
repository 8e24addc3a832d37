package io.headwater.differ.topology;

import io.headwater.runtime.kafka.TopicRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records, and puts aside what can't be dealt with. */
public interface RecordIntake {

    /** Decodes a record, waiting for its schema if need be; one that can't be decoded is put aside. */
    TopicRecord read(ConsumerRecord<String, byte[]> raw);

    /** Puts a record aside that could be decoded and still makes no sense. */
    void park(ConsumerRecord<String, byte[]> raw, TopicRecord read, RuntimeException cause);
}
