package io.headwater.catalog.topology;

import io.headwater.catalog.kafka.CatalogPublisher;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.runtime.Service.Running;
import io.headwater.runtime.ServiceContext;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.runtime.kafka.Publisher;
import io.headwater.runtime.kafka.ReadingPace;
import io.headwater.runtime.kafka.TopicFollower;
import io.headwater.runtime.kafka.TopicsAdmin;
import io.headwater.runtime.kafka.UnitOwnership;
import java.time.Duration;

/** Wires the catalog: its own topics to restore from, the ownership of its unit, the hub. */
public final class CatalogTopology implements Running {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ClusterConnection hub;
    private final Publisher publisher;
    private final EventLoop loop;
    private final CatalogWorker worker;
    private final TopicFollower follower;
    private final UnitOwnership units;

    private CatalogTopology(
            ClusterConnection hub,
            Publisher publisher,
            EventLoop loop,
            CatalogWorker worker,
            TopicFollower follower,
            UnitOwnership units) {
        this.hub = hub;
        this.publisher = publisher;
        this.loop = loop;
        this.worker = worker;
        this.follower = follower;
        this.units = units;
    }

    /** Starts the catalog with a connection to the hub, which it closes in the end. */
    public static CatalogTopology start(ServiceContext context, ClusterConnection hub) {
        var publisher = context.publisher();
        var loop = context.eventLoop("hub");
        var facts = new CatalogPublisher(publisher, context.config().namespace(), context.clock());
        var worker = new CatalogWorker(context, hub, facts, loop);
        var follower = context.follow(ReadingPace.GATHERING, CatalogWorker.OWN_TOPICS, worker, loop);
        var own = TopicFollower.allOf(context.kafka(), new TopicsAdmin(context.kafka()), CatalogWorker.OWN_TOPICS);
        var units = context.shareUnits(
                loop, owner -> worker.ownershipChanged(owner, task -> follower.whenCaughtUp(own, loop, task)));
        return new CatalogTopology(hub, publisher, loop, worker, follower, units);
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
        publisher.close();
        hub.close();
    }
}
