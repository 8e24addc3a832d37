package io.headwater.runtime.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How far the topics of a partition were read. Records come at least once, and one that was read before may be older than what is known by now. */
public final class ReadMarks {

    private final Map<String, Mark> marks = new HashMap<>();

    /**
     * How far a topic was read.
     *
     * @param offset of the last record
     * @param timestamp the latest of all records so far, in milliseconds
     */
    private record Mark(long offset, long timestamp) {}

    /**
     * Notes that a record is read; returns whether it is for the first time. One at an old place that is younger means that the topic lost its end and
     * was written anew.
     */
    public boolean pass(ConsumerRecord<?, ?> record) {
        return pass(record.topic(), record.offset(), record.timestamp());
    }

    boolean pass(String topic, long offset, long timestamp) {
        var mark = marks.getOrDefault(topic, new Mark(-1, Long.MIN_VALUE));
        if (offset <= mark.offset() && timestamp <= mark.timestamp()) {
            return false;
        }
        marks.put(topic, new Mark(offset, Math.max(timestamp, mark.timestamp())));
        return true;
    }
}
