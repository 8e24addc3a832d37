package io.headwater.applier.topology;

import io.headwater.applier.ApplierConfig;
import io.headwater.applier.core.AppliedState;
import io.headwater.applier.core.Surroundings;
import io.headwater.applier.kubernetes.ClusterWrites;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.ConnectionOptions;
import io.headwater.kubernetes.diff.LiveComparison;
import io.headwater.kubernetes.tracking.Tracking;
import io.headwater.runtime.Service.Running;
import io.headwater.runtime.ServiceContext;
import io.headwater.runtime.cluster.Clusters;
import io.headwater.runtime.cluster.HubConnection;
import io.headwater.runtime.kafka.CommandListener;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.runtime.kafka.PartitionWorker;
import io.headwater.runtime.kafka.PartitionWorker.CatchUp;
import io.headwater.runtime.kafka.ReadingPace;
import io.headwater.runtime.kafka.StateListener;
import io.headwater.runtime.kafka.TopicFollower;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.sealing.SealedObjects;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Wires the applier: a worker that shares out the partitions of {@code syncs}, and the clusters that it writes to. */
public final class ApplierTopology implements Running {

    /** What is read beside the commands, each partition with its own. */
    public static final List<Topic> STATE = List.of(
            Topics.APPLICATIONS,
            Topics.SETTINGS,
            Topics.DESIRED,
            Topics.LIVE,
            Topics.HEALTH,
            Topics.OPERATIONS,
            Topics.TRIALS);

    private final ServiceContext context;
    private final ApplierConfig config;
    private final ClusterConnection hub;
    private final Clusters clusters;
    private final Surroundings surroundings;
    private final ClusterWrites.Terms terms;
    private final EventLoop clusterLoop;
    private final TopicFollower clusterFollower;
    private final CountDownLatch clustersKnown = new CountDownLatch(1);
    private final PartitionWorker worker;

    private ApplierTopology(ServiceContext context, ApplierConfig config) {
        this.context = context;
        this.config = config;
        var options = ConnectionOptions.standard()
                .named("headwater-" + context.service())
                .requestsWithin(config.requestTimeout());
        var tracking = new Tracking(context.config().namespace(), "");
        this.hub = HubConnection.open(context.config(), options);
        this.clusters = new Clusters(hub, options);
        this.surroundings = new Surroundings(
                tracking,
                new AppliedState(LiveComparison.FIELD_MANAGER)::isApplied,
                config.backoff(),
                context.clock(),
                context.random());
        this.terms = new ClusterWrites.Terms(
                LiveComparison.FIELD_MANAGER,
                config.requestTimeout(),
                new SealedObjects(context.process().sealer()),
                tracking);
        this.clusterLoop = context.eventLoop("clusters");
        this.clusterFollower =
                context.follow(ReadingPace.GATHERING, List.of(Topics.CLUSTERS), new ClusterListener(), clusterLoop);
        this.worker = PartitionWorker.drivenByCommands(
                context.service(), context.workerAccess(), Topics.SYNCS, STATE, this::listenTo);
    }

    /** Starts the applier. */
    public static ApplierTopology start(ServiceContext context, ApplierConfig config) {
        return new ApplierTopology(context, config);
    }

    @Override
    public boolean isReady() {
        return worker.isReady() && clustersKnown.getCount() == 0;
    }

    @Override
    public void close() {
        worker.close();
        clusterFollower.close();
        clusterLoop.close();
        clusters.close();
        hub.close();
    }

    /** The publisher is made first: it fences the former owner before what that one wrote is read. */
    private CommandListener listenTo(int partition, EventLoop loop, CatchUp state) {
        var lease = new Lease(config.lease(), System::nanoTime, context.clock());
        var journal = new Journal(
                context.transactionalPublisher("operations-" + partition),
                context.service() + "-journal-" + partition,
                lease,
                context.onFailure());
        return new PartitionApplier(
                String.valueOf(context.topics().ids().get(context.kafka().name(Topics.SYNCS))),
                config.takeoverWait(),
                surroundings,
                loop,
                journal,
                outcome -> new EffectRunner(clusters, terms, loop, state, lease::require, outcome));
    }

    /** Clusters are known to all partitions at once. */
    private final class ClusterListener implements StateListener {
        @Override
        public void restore(TopicRecord record) {
            clusters.changed(record);
        }

        @Override
        public void begin() {
            clustersKnown.countDown();
        }

        @Override
        public void changed(TopicRecord record) {
            clusters.changed(record);
        }
    }
}
