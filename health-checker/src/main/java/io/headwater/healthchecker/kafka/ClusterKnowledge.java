package io.headwater.healthchecker.kafka;

import io.headwater.healthchecker.core.DriftInfo;
import io.headwater.healthchecker.core.Reason;
import io.headwater.kubernetes.GroupKind;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.avro.ClusterDiscovered;
import io.headwater.schemas.avro.Failure;
import io.headwater.schemas.avro.KindCompleted;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether clusters, and kinds in them, are known well enough to speak of health. */
public final class ClusterKnowledge {

    private final Map<String, Optional<Reason>> clusters = new HashMap<>();
    private final Map<String, Map<GroupKind, Reason>> lostKinds = new HashMap<>();

    /** Takes a record about a cluster; returns the cluster if what is known of it has changed for better or worse. */
    public Optional<String> take(Content content) {
        return switch (content) {
            case Content.Present(ClusterDiscovered discovered) -> {
                var reason = reasonOf(discovered.getFailure());
                var before = clusters.put(discovered.getCluster(), reason);
                yield reason.equals(before) ? Optional.empty() : Optional.of(discovered.getCluster());
            }
            case Content.Present(KindCompleted completed) -> {
                var kinds = lostKinds.computeIfAbsent(completed.getCluster(), ignored -> new HashMap<>());
                var kind = new GroupKind(completed.getGroup(), completed.getKind());
                var reason = reasonOf(completed.getFailure());
                var before = reason.isPresent() ? kinds.put(kind, reason.get()) : kinds.remove(kind);
                yield reason.equals(Optional.ofNullable(before))
                        ? Optional.empty()
                        : Optional.of(completed.getCluster());
            }
            case Content.Present _, Content.Removed(), Content.Unreadable() -> Optional.empty();
        };
    }

    /** Why the health of an application's objects can't be known; empty when it can. */
    public Optional<Reason> doubt(String cluster, Optional<DriftInfo> drift) {
        if (cluster.isEmpty()) {
            return Optional.of(new Reason("ClusterUnknown", "the destination names no cluster that is known"));
        }
        var discovered = clusters.get(cluster);
        if (discovered == null) {
            return Optional.of(new Reason("ClusterUnknown", "the cluster %s was not looked at yet".formatted(cluster)));
        }
        if (discovered.isPresent()) {
            return discovered;
        }
        var lost = lostKinds.getOrDefault(cluster, Map.of());
        return drift.flatMap(verdict -> verdict.objects().stream()
                .map(object -> Optional.ofNullable(lost.get(object.key().groupKind())))
                .flatMap(Optional::stream)
                .findFirst());
    }

    private static Optional<Reason> reasonOf(@Nullable Failure failure) {
        return Optional.ofNullable(failure).map(found -> new Reason(found.getCode(), found.getMessage()));
    }
}
