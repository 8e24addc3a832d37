package io.headwater.differ.topology;

import io.headwater.schemas.ApplicationPartitioner;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.Stores;

/** Eight sources, one processor, two sinks: one sub-topology, so that a task has everything about its applications. */
public final class DifferTopology {

    static final String PROCESSOR = "differ";
    static final String DRIFT = "drift-sink";
    static final String SYNCS = "syncs-sink";

    private DifferTopology() {}

    public static Topology of(Collaborators with) {
        var topology = new Topology();
        TopicNames.SOURCES.forEach(topic -> topology.addSource(
                source(topic),
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                with.naming().apply(topic)));
        topology.addProcessor(
                PROCESSOR,
                () -> new DifferProcessor(with),
                TopicNames.SOURCES.stream().map(DifferTopology::source).toArray(String[]::new));
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(DifferStore.MEMORY), Serdes.String(), Serdes.ByteArray())
                        .withCachingDisabled(),
                PROCESSOR);
        sink(topology, SYNCS, with.naming().apply(Topics.SYNCS));
        sink(topology, DRIFT, with.naming().apply(Topics.DRIFT));
        return topology;
    }

    private static String source(Topic topic) {
        return topic.noun() + "-source";
    }

    private static void sink(Topology topology, String name, String topic) {
        StreamPartitioner<String, byte[]> partitioner = (ignored, key, value, partitions) ->
                Optional.of(Set.of(ApplicationPartitioner.partitionOf(key, partitions)));
        topology.addSink(name, topic, new StringSerializer(), new ByteArraySerializer(), partitioner, PROCESSOR);
    }
}
