package io.headwater.clusterwatcher.topology;

import io.headwater.clusterwatcher.core.ClusterContents;
import io.headwater.clusterwatcher.core.LiveChange;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.kubernetes.client.Selectors;
import io.headwater.runtime.kafka.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads single objects that somebody has come to be interested in, again and again, ever slower, until each is read or nobody waits for it any more.
 * Confined to the worker's event loop.
 */
final class ObjectReads {

    private final ClusterSession cluster;
    private final ClusterConnection connection;
    private final ClusterContents contents;
    private final EventLoop loop;
    private final Map<GroupKind, Set<LiveChange.Fetch>> failing = new HashMap<>();

    ObjectReads(ClusterSession cluster, ClusterConnection connection, ClusterContents contents, EventLoop loop) {
        this.cluster = cluster;
        this.connection = connection;
        this.contents = contents;
        this.loop = loop;
    }

    void begin(LiveChange.Fetch wanted) {
        read(wanted, Pauses.FIRST);
    }

    private void read(LiveChange.Fetch wanted, Duration pause) {
        var kind = wanted.key().groupKind();
        if (!cluster.watches(kind) || !contents.of(kind).awaits(wanted)) {
            over(wanted);
            return;
        }
        cluster.typeOf(kind)
                .ifPresentOrElse(type -> loop.offload(() -> read(type, wanted, pause)), () -> readLater(wanted, pause));
    }

    /** By a list of that name alone: whoever may only list and watch must not need more. */
    private void read(ResourceType type, LiveChange.Fetch wanted, Duration pause) {
        try {
            var collection = type.namespaced() ? type.in(wanted.key().namespace()) : type.all();
            var found = connection.list(
                    collection, Selectors.fields("metadata.name=" + wanted.key().name()));
            loop.execute(() -> found(wanted, found.items()));
        } catch (KubernetesException e) {
            loop.execute(() -> failed(wanted, e, pause));
        }
    }

    private void found(LiveChange.Fetch wanted, List<KubernetesObject> found) {
        var kind = wanted.key().groupKind();
        if (cluster.watches(kind)) {
            cluster.act(contents.of(kind).fetched(wanted, found));
        }
        over(wanted);
    }

    private void failed(LiveChange.Fetch wanted, KubernetesException reason, Duration pause) {
        var kind = wanted.key().groupKind();
        if (contents.of(kind).awaits(wanted)) {
            failing.computeIfAbsent(kind, ignored -> new HashSet<>()).add(wanted);
            cluster.unread(kind, reason);
        }
        var asked = reason.retryAfter().orElse(Duration.ZERO);
        readLater(wanted, asked.compareTo(pause) > 0 ? asked : pause);
    }

    private void readLater(LiveChange.Fetch wanted, Duration pause) {
        loop.schedule(pause, () -> read(wanted, Pauses.after(pause)));
    }

    private void over(LiveChange.Fetch wanted) {
        var kind = wanted.key().groupKind();
        var left = failing.get(kind);
        if (left != null && left.remove(wanted) && left.isEmpty()) {
            failing.remove(kind);
            cluster.read(kind);
        }
    }
}
