package io.headwater.clusterwatcher.topology;

import io.headwater.clusterwatcher.core.ClusterContents;
import io.headwater.clusterwatcher.core.LiveChange;
import io.headwater.clusterwatcher.kafka.LivePublisher;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.runtime.kafka.EventLoop;
import java.time.Duration;
import java.util.List;

/** Carries out what follows from what was seen in one cluster. Confined to the worker's event loop. */
final class LiveChanges {

    private final ClusterSession cluster;
    private final ClusterContents contents;
    private final LivePublisher publisher;
    private final EventLoop loop;
    private final Duration delay;
    private final ObjectReads reads;

    LiveChanges(
            ClusterSession cluster,
            ClusterConnection connection,
            ClusterContents contents,
            ClusterSession.Surroundings surroundings) {
        this.cluster = cluster;
        this.contents = contents;
        this.publisher = surroundings.publisher();
        this.loop = surroundings.loop();
        this.delay = surroundings.config().ignoredUpdatesDelay();
        this.reads = new ObjectReads(cluster, connection, contents, loop);
    }

    /** Publishes what must be, reads what must be read, and does later what need not be done now. */
    void carryOut(List<LiveChange> changes) {
        for (var change : changes) {
            switch (change) {
                case LiveChange.Told told -> publisher.tell(cluster.server(), told);
                case LiveChange.Fetch fetch -> reads.begin(fetch);
                case LiveChange.Hold(var key) -> loop.schedule(delay, () -> release(key));
            }
        }
    }

    /** Where the kind is watched no more, whoever lists it next tells of the object. */
    private void release(ObjectKey key) {
        if (cluster.watches(key.groupKind())) {
            carryOut(contents.of(key.groupKind()).release(key));
        }
    }
}
