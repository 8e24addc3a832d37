package io.headwater.healthchecker.topology;

import io.headwater.healthchecker.kubernetes.ApplicationEvents;
import io.headwater.healthchecker.kubernetes.StatusWriter;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.runtime.Service.Running;
import io.headwater.runtime.ServiceContext;
import io.headwater.runtime.kafka.KafkaPartitionLog;
import io.headwater.runtime.kafka.PartitionWorker;
import io.headwater.runtime.kafka.ReadingPace;
import io.headwater.runtime.kafka.StreamsRecords;
import io.headwater.runtime.kafka.StreamsRunner;
import io.headwater.schemas.Topics;
import java.util.List;
import java.util.concurrent.Semaphore;

/** The two halves of the health-checker: the topology that assesses, and the worker that brings statuses to the hub. */
public final class HealthCheckerTopology implements Running {

    /** Enough for the hub to be busy, and few enough to leave it time for the changes that statuses tell of. */
    private static final int WRITES_AT_A_TIME = 2;

    private final ClusterConnection hub;
    private final StreamsRunner streams;
    private final PartitionWorker statuses;
    private final Announcements announcements;

    private HealthCheckerTopology(
            ClusterConnection hub, StreamsRunner streams, PartitionWorker statuses, Announcements announcements) {
        this.hub = hub;
        this.streams = streams;
        this.statuses = statuses;
        this.announcements = announcements;
    }

    /** Starts both, with a connection to the hub, which it closes in the end. */
    public static HealthCheckerTopology start(ServiceContext context, ClusterConnection hub) {
        var topology = HealthTopology.build(
                context.kafka()::name,
                context.reader()::read,
                new KafkaPartitionLog(context.kafka()),
                new StreamsRecords(context),
                context.config().namespace(),
                context.clock());
        var writer = new StatusWriter(hub);
        var announcements = new Announcements(new ApplicationEvents(hub));
        var turns = new Semaphore(WRITES_AT_A_TIME, true);
        var statuses = PartitionWorker.drivenByState(
                context.service() + "-status",
                ReadingPace.GATHERING,
                context.workerAccess(),
                Topics.STATUS,
                List.of(Topics.STATUS),
                (partition, loop) -> new StatusWorker(writer, announcements, loop, context.clock(), turns));
        return new HealthCheckerTopology(
                hub, StreamsRunner.start(context, topology, ReadingPace.SOON), statuses, announcements);
    }

    @Override
    public boolean isReady() {
        return streams.isRunning() && statuses.isReady();
    }

    @Override
    public void close() {
        streams.close();
        statuses.close();
        announcements.close();
        hub.close();
    }
}
