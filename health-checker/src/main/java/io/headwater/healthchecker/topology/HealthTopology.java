package io.headwater.healthchecker.topology;

import io.headwater.healthchecker.core.StatusBuilder;
import io.headwater.runtime.kafka.PartitionLog;
import io.headwater.runtime.kafka.StreamsRecords;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.Topology;

/** Wires the health-checker: four topics into one processor, three topics out of it. */
public final class HealthTopology {

    static final String HEALTH_SINK = "health";
    static final String STATUS_SINK = "status";
    static final String HISTORY_SINK = "history";

    static final List<Topic> SOURCES = List.of(Topics.APPLICATIONS, Topics.LIVE, Topics.DRIFT, Topics.OPERATIONS);

    private static final String PROCESSOR = "health-checker";

    private HealthTopology() {}

    /**
     * Wires it.
     *
     * @param naming the names of topics in this installation
     * @param intake reads records
     * @param log what stands on a partition when a task begins
     * @param namespace the control-plane namespace
     */
    public static Topology build(
            Function<Topic, String> naming,
            Function<ConsumerRecord<String, byte[]>, TopicRecord> intake,
            PartitionLog log,
            StreamsRecords records,
            String namespace,
            Clock clock) {
        var topology = new Topology();
        SOURCES.forEach(source -> topology.addSource(source.noun() + "-source", naming.apply(source)));
        topology.addProcessor(
                PROCESSOR,
                () -> new HealthProcessor(intake, log, records, new StatusBuilder(namespace), clock),
                SOURCES.stream().map(source -> source.noun() + "-source").toArray(String[]::new));
        topology.addSink(HEALTH_SINK, naming.apply(Topics.HEALTH), StreamsRecords.BY_APPLICATION, PROCESSOR);
        topology.addSink(STATUS_SINK, naming.apply(Topics.STATUS), StreamsRecords.BY_APPLICATION, PROCESSOR);
        topology.addSink(HISTORY_SINK, naming.apply(Topics.HISTORY), StreamsRecords.BY_APPLICATION, PROCESSOR);
        return topology;
    }
}
