package io.headwater.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headwater.kubernetes.ApplicationKey;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Puts everything about one application into one partition, whatever the topic and the rest of the key, so that every join is local.
 *
 * <p>The hash is murmur2 of {@code namespace/name}, as Kafka's own default for such a key, so that a tool that knows nothing of Headwater finds
 * the partition too.
 */
public final class ApplicationPartitioner implements Partitioner {

    /** The partition of an application among {@code partitions}. */
    public static int partitionOf(ApplicationKey application, int partitions) {
        return partitionOf(application.toString(), partitions);
    }

    /** The partition of a key, whatever follows the application in it. */
    public static int partitionOf(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(RecordKeys.head(key).getBytes(UTF_8))) % partitions;
    }

    @Override
    public int partition(
            String topic,
            @Nullable Object key,
            byte @Nullable [] keyBytes,
            @Nullable Object value,
            byte @Nullable [] valueBytes,
            Cluster cluster) {
        if (!(key instanceof String text)) {
            throw new IllegalStateException("a record without a key on " + topic + ": every record has one");
        }
        if (RecordKeys.isEverywhere(text)) {
            throw new IllegalStateException("the key '" + text + "' belongs to every partition, name the partition");
        }
        return partitionOf(text, cluster.partitionCountForTopic(topic));
    }

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> configuration) {}
}
