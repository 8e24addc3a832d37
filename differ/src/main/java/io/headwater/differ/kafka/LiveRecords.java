package io.headwater.differ.kafka;

import io.headwater.differ.core.ClusterView.Discovery;
import io.headwater.differ.core.ClusterView.KindState;
import io.headwater.differ.core.ClusterView.ServedKind;
import io.headwater.differ.core.Orphan;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.schemas.avro.ClusterDiscovered;
import io.headwater.schemas.avro.KindCompleted;
import io.headwater.schemas.avro.LiveObject;
import io.headwater.schemas.avro.ObjectOrphaned;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what the cluster-watcher says of clusters. */
public final class LiveRecords {

    private LiveRecords() {}

    public static Orphan orphan(ObjectOrphaned orphaned) {
        return new Orphan(Contents.key(orphaned.getObject()), orphaned.getCluster(), orphaned.getVersion());
    }

    /** What is known of one object; {@link #tree} has its content. */
    public static io.headwater.differ.core.LiveObject object(LiveObject object) {
        return io.headwater.differ.core.LiveObject.of(
                Contents.key(object.getObject()), object.getCluster(), object.getTracked(), tree(object));
    }

    public static KubernetesObject tree(LiveObject object) {
        return Contents.object(object.getContent());
    }

    public static Discovery discovery(ClusterDiscovered discovered) {
        return new Discovery(
                discovered.getKinds().stream()
                        .collect(Collectors.toMap(
                                kind -> new GroupKind(kind.getGroup(), kind.getKind()),
                                kind -> new ServedKind(kind.getVersion(), kind.getNamespaced(), kind.getWatched()),
                                (first, second) -> first)),
                Set.copyOf(discovered.getStaleGroups()),
                Optional.ofNullable(discovered.getFailure()).map(Contents::reason));
    }

    public static GroupKind kind(KindCompleted completed) {
        return new GroupKind(completed.getGroup(), completed.getKind());
    }

    public static KindState state(KindCompleted completed) {
        return new KindState(
                completed.getResourceVersion(),
                Optional.ofNullable(completed.getFailure()).map(Contents::reason),
                CustomSchemas.of(completed.getOpenApi()));
    }
}
