package io.headwater.differ;

import io.headwater.differ.core.Comparison;
import io.headwater.differ.core.SyncDecider;
import io.headwater.differ.kafka.KafkaRecordIntake;
import io.headwater.differ.topology.Collaborators;
import io.headwater.differ.topology.DifferTopology;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.diff.LiveComparison;
import io.headwater.kubernetes.ignore.IgnoredFields;
import io.headwater.kubernetes.schema.ApiSchemas;
import io.headwater.runtime.Service;
import io.headwater.runtime.ServiceContext;
import io.headwater.runtime.kafka.KafkaPartitionLog;
import io.headwater.runtime.kafka.ReadingPace;
import io.headwater.runtime.kafka.StreamsRunner;
import java.util.Optional;

/** Puts the differ together. */
public final class Differ implements Service {

    @Override
    public String name() {
        return "differ";
    }

    private static Comparison.Result compare(
            KubernetesObject desired, KubernetesObject live, Optional<ApiSchemas> schemas, IgnoredFields ignored) {
        var outcome = LiveComparison.STANDARD.compare(desired, live, schemas, ignored);
        return new Comparison.Result(outcome.differences(), outcome.problems());
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
                Differ::compare,
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
