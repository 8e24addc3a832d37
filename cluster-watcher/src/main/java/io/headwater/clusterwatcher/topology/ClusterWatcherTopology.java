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
import io.headwater.runtime.kafka.ReadingPace;
import io.headwater.runtime.kafka.TopicFollower;
import io.headwater.runtime.kafka.TopicsAdmin;
import io.headwater.runtime.kafka.UnitOwnership;
import io.headwater.runtime.kafka.UnitOwnership.Owner;
import io.headwater.runtime.sealing.SealedObjects;
import io.headwater.schemas.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Wires the cluster-watcher: topics to restore from, the ownership of watches, the clusters. */
public final class ClusterWatcherTopology implements Running {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ClusterConnection hub;
    private final Clusters clusters;
    private final Publisher publisher;
    private final EventLoop loop;
    private final ClusterWatcherWorker worker;
    private final TopicFollower follower;
    private final Set<TopicPartition> live;
    private final UnitOwnership units;
    private Owner owner = new Owner(Set.of());
    private Owner begun = owner;

    private ClusterWatcherTopology(ServiceContext context, ClusterWatcherConfig config) {
        var options = ConnectionOptions.standard().named("headwater-" + context.service());
        this.hub = HubConnection.open(context.config(), options);
        this.clusters = new Clusters(hub, options);
        this.publisher = context.publisher();
        this.loop = context.eventLoop("clusters");
        var words =
                new LivePublisher(publisher, new SealedObjects(context.process().sealer()), context.clock());
        var tracking = new Tracking(context.config().namespace(), "");
        this.worker = new ClusterWatcherWorker(clusters, words, loop, context.clock(), config, tracking::ownerOf);
        this.follower = context.follow(ReadingPace.GATHERING, ClusterWatcherWorker.TOPICS, worker, loop);
        this.live = TopicFollower.allOf(context.kafka(), new TopicsAdmin(context.kafka()), List.of(Topics.LIVE));
        this.units = context.shareUnits(loop, this::ownershipChanged);
    }

    /** What is lost is let go of at once. What is gained is begun with when the last words of whoever had it before have been read. */
    private void ownershipChanged(Owner changed) {
        owner = changed;
        var kept = new HashSet<>(begun.partitions());
        kept.retainAll(changed.partitions());
        begin(new Owner(kept));
        follower.whenCaughtUp(live, loop, () -> {
            if (owner.equals(changed)) {
                begin(changed);
            }
        });
    }

    private void begin(Owner owned) {
        begun = owned;
        worker.ownershipChanged(owned);
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
