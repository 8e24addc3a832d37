package io.headwater.healthchecker.topology;

import io.headwater.healthchecker.core.StatusBuilder;
import io.headwater.runtime.kafka.KafkaAccess;
import io.headwater.runtime.kafka.RecordReader;
import io.headwater.runtime.kafka.RecordStore;
import io.headwater.runtime.kafka.StreamsRecords;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;

/** Wires the health-checker: four topics into one processor, three topics out of it. */
public final class HealthTopology {

    static final String STORE = "records";
    static final String HEALTH_SINK = "health";
    static final String STATUS_SINK = "status";
    static final String HISTORY_SINK = "history";

    private static final String PROCESSOR = "health-checker";
    private static final List<Topic> SOURCES =
            List.of(Topics.APPLICATIONS, Topics.LIVE, Topics.DRIFT, Topics.OPERATIONS);

    private HealthTopology() {}

    /** @param namespace the control-plane namespace */
    public static Topology build(
            KafkaAccess kafka, RecordReader reader, StreamsRecords records, String namespace, Clock clock) {
        var topics = SOURCES.stream().collect(Collectors.toMap(kafka::name, Function.identity()));
        var topology = new Topology();
        SOURCES.forEach(source -> topology.addSource(source.noun() + "-source", kafka.name(source)));
        topology.addProcessor(
                PROCESSOR,
                () -> new HealthProcessor(topics, reader, records, new StatusBuilder(namespace), clock),
                SOURCES.stream().map(source -> source.noun() + "-source").toArray(String[]::new));
        topology.addStateStore(RecordStore.builder(STORE), PROCESSOR);
        topology.addSink(HEALTH_SINK, kafka.name(Topics.HEALTH), StreamsRecords.BY_APPLICATION, PROCESSOR);
        topology.addSink(STATUS_SINK, kafka.name(Topics.STATUS), StreamsRecords.BY_APPLICATION, PROCESSOR);
        topology.addSink(HISTORY_SINK, kafka.name(Topics.HISTORY), StreamsRecords.BY_APPLICATION, PROCESSOR);
        return topology;
    }
}
