package io.headwater.differ;

import io.headwater.differ.core.Comparison;
import io.headwater.differ.core.SyncDecider;
import io.headwater.differ.kafka.KafkaRecordIntake;
import io.headwater.differ.topology.Collaborators;
import io.headwater.differ.topology.DifferTopology;
import io.headwater.runtime.Service;
import io.headwater.runtime.ServiceContext;
import io.headwater.runtime.kafka.KafkaPartitionLog;
import io.headwater.runtime.kafka.ReadingPace;
import io.headwater.runtime.kafka.StreamsRunner;

/** Puts the differ together. */
public final class Differ implements Service {

    @Override
    public String name() {
        return "differ";
    }

    @Override
    public Running start(ServiceContext context) {
        var config = DifferConfig.from(context.settings());
        var kafka = context.kafka();
        var topology = DifferTopology.of(new Collaborators(
                kafka::name,
                "/" + context.config().topicPrefix() + "/" + name(),
                new KafkaRecordIntake(context.reader(), context.deadLetters()),
                new KafkaPartitionLog(kafka),
                Comparison.BY_PREDICTION,
                new SyncDecider(config.healing(), config.pruning()),
                context.random()));
        var streams = StreamsRunner.start(context, topology, ReadingPace.AT_ONCE);
        return new Running() {
            @Override
            public boolean isReady() {
                return streams.isRunning();
            }

            @Override
            public void close() {
                streams.close();
            }
        };
    }
}
