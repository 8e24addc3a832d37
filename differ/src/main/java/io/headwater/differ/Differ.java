package io.headwater.differ;

import io.headwater.differ.core.FieldDrift;
import io.headwater.differ.core.SyncDecider;
import io.headwater.differ.kafka.KafkaPartitionLog;
import io.headwater.differ.kafka.KafkaRecordIntake;
import io.headwater.differ.topology.Collaborators;
import io.headwater.differ.topology.DifferTopology;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.diff.FieldDifference;
import io.headwater.kubernetes.diff.LiveComparison;
import io.headwater.runtime.Service;
import io.headwater.runtime.ServiceContext;
import io.headwater.runtime.kafka.StreamsRunner;
import java.util.List;
import java.util.Optional;

/** The differ, assembled. */
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
                "/" + kafka.config().topicPrefix() + "/" + name(),
                new KafkaRecordIntake(context.reader(), context.deadLetters()),
                new KafkaPartitionLog(kafka),
                Differ::compare,
                new SyncDecider(config.healing(), config.pruning()),
                context.random()));
        return new Streams(StreamsRunner.start(context, topology));
    }

    private static List<FieldDrift> compare(KubernetesObject desired, KubernetesObject live) {
        return LiveComparison.STANDARD.compare(desired, live).stream()
                .map(Differ::drift)
                .toList();
    }

    private static FieldDrift drift(FieldDifference field) {
        var owner = field.owner();
        return new FieldDrift(
                field.path(),
                Optional.ofNullable(field.desired()),
                Optional.ofNullable(field.live()),
                owner == null ? Optional.empty() : Optional.of(owner.manager()),
                owner == null ? Optional.empty() : Optional.ofNullable(owner.since()));
    }

    private record Streams(StreamsRunner runner) implements Running {
        @Override
        public boolean isReady() {
            return runner.isRunning();
        }

        @Override
        public void close() {
            runner.close();
        }
    }
}
