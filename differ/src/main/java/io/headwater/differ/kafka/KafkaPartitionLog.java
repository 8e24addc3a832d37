package io.headwater.differ.kafka;

import io.headwater.differ.topology.PartitionLog;
import io.headwater.kubernetes.ContentDigest;
import io.headwater.runtime.kafka.KafkaAccess;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What a partition of our topics holds on the broker. Blocks until the broker answers. */
public final class KafkaPartitionLog implements PartitionLog {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaAccess kafka;

    public KafkaPartitionLog(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    @Override
    public Snapshot read(List<Topic> topics, int partition) {
        try (var consumer = kafka.snapshotConsumer()) {
            var offsets = new HashMap<Topic, Long>();
            for (var topic : topics) {
                lastOffset(consumer, new TopicPartition(kafka.name(topic), partition))
                        .ifPresent(offset -> offsets.put(topic, offset));
            }
            return new Snapshot(offsets, drift(consumer, new TopicPartition(kafka.name(Topics.DRIFT), partition)));
        }
    }

    private static Map<String, String> drift(Consumer<String, byte[]> consumer, TopicPartition partition) {
        var digests = new HashMap<String, String>();
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        var end = end(consumer, partition);
        while (consumer.position(partition) < end) {
            for (var found : consumer.poll(POLL)) {
                if (found.value() == null) {
                    digests.remove(found.key());
                } else {
                    digests.put(found.key(), ContentDigest.of(found.value()).hex());
                }
            }
        }
        return digests;
    }

    /**
     * The offset of the last record. The end of the log does not tell it, since the marks of transactions take up offsets too; so it is looked for in
     * ever larger steps back from the end.
     */
    private static OptionalLong lastOffset(Consumer<String, byte[]> consumer, TopicPartition partition) {
        consumer.assign(List.of(partition));
        var start = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        var end = end(consumer, partition);
        var from = end;
        var step = 1L;
        var last = OptionalLong.empty();
        while (last.isEmpty() && from > start) {
            from = Math.max(start, from - step);
            step *= 2;
            consumer.seek(partition, from);
            last = lastBefore(consumer, partition, end);
        }
        return last;
    }

    private static OptionalLong lastBefore(Consumer<String, byte[]> consumer, TopicPartition partition, long end) {
        var last = OptionalLong.empty();
        while (consumer.position(partition) < end) {
            for (var found : consumer.poll(POLL)) {
                if (found.offset() < end) {
                    last = OptionalLong.of(found.offset());
                }
            }
        }
        return last;
    }

    private static long end(Consumer<String, byte[]> consumer, TopicPartition partition) {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }
}
