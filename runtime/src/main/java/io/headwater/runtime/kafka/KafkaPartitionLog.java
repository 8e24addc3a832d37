package io.headwater.runtime.kafka;

import io.headwater.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What stands on a partition on the broker. */
public final class KafkaPartitionLog implements PartitionLog {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaAccess kafka;

    public KafkaPartitionLog(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    @Override
    public void read(List<Topic> topics, int partition, Consumer<ConsumerRecord<String, byte[]>> reader) {
        var partitions = topics.stream()
                .map(topic -> new TopicPartition(kafka.name(topic), partition))
                .toList();
        try (var consumer = kafka.snapshotConsumer()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(reader);
            }
        }
    }
}
