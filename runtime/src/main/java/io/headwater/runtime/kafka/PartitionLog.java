package io.headwater.runtime.kafka;

import io.headwater.schemas.Topic;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What stands on one partition of topics of state. A task of a topology that reads it at its beginning knows all that a copy of its own could tell it, so
 * that none is kept (ADR 9).
 */
@FunctionalInterface
public interface PartitionLog {

    /** Hands over every record that stands there now, those of each topic in their order; returns once the broker has given the last. */
    void read(List<Topic> topics, int partition, Consumer<ConsumerRecord<String, byte[]>> reader);
}
