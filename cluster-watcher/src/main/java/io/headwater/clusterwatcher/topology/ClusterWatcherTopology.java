package io.headwater.clusterwatcher.topology;

import io.headwater.clusterwatcher.ClusterWatcherConfig;
import io.headwater.clusterwatcher.kafka.LivePublisher;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.ConnectionOptions;
import io.headwater.kubernetes.tracking.Tracking;
import io.headwater.runtime.Service.Running;
import io.headwater.runtime.ServiceContext;
import io.headwater.runtime.cluster.Clusters;
import io.headwater.runtime.cluster.HubConnection;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.runtime.kafka.Publisher;
import io.headwater.runtime.kafka.TopicFollower;
import io.headwater.runtime.kafka.UnitOwnership;
import io.headwater.runtime.sealing.SealedObjects;
import java.time.Duration;

/** Wires the cluster-watcher: topics to restore from, the ownership of watches, the clusters. */
public final class ClusterWatcherTopology implements Running {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ClusterConnection hub;
    private final Clusters clusters;
    private final Publisher publisher;
    private final EventLoop loop;
    private final ClusterWatcherWorker worker;
    private final TopicFollower follower;
    private final UnitOwnership units;

    private ClusterWatcherTopology(ServiceContext context, ClusterWatcherConfig config) {
        var options = ConnectionOptions.standard().named("headwater-" + context.service());
        this.hub = HubConnection.open(context.config(), options);
        this.clusters = new Clusters(hub, options);
        this.publisher = context.publisher();
        this.loop = context.eventLoop("clusters");
        var live =
                new LivePublisher(publisher, new SealedObjects(context.process().sealer()), context.clock());
        var tracking = new Tracking(context.config().namespace(), "");
        this.worker = new ClusterWatcherWorker(
                clusters, live, loop, context.clock(), config.relistInterval(), tracking::ownerOf);
        this.follower = context.follow(ClusterWatcherWorker.TOPICS, worker, loop);
        this.units = context.shareUnits(loop, worker::ownershipChanged);
    }

    /** Starts the cluster-watcher. */
    public static ClusterWatcherTopology start(ServiceContext context, ClusterWatcherConfig config) {
        return new ClusterWatcherTopology(context, config);
    }

    @Override
    public boolean isReady() {
        return worker.isReady();
    }

    @Override
    public void close() {
        units.close();
        follower.close();
        loop.execute(worker::close);
        loop.drain(PATIENCE);
        loop.close();
        clusters.close();
        hub.close();
        publisher.close();
    }
}
