package io.headwater.clusterwatcher.core;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What is known of one cluster: its kinds' objects, and the epochs up to which others were told. */
public final class ClusterContents {

    private final String server;
    private final Interests interests;
    private final Function<KubernetesObject, Optional<ApplicationKey>> tracking;
    private final Map<GroupKind, KindContents> kinds = new HashMap<>();
    private final Map<GroupKind, Long> epochs = new HashMap<>();
    private long discoveryEpoch;

    /** @param tracking tells which application an object tracks */
    public ClusterContents(
            String server, Interests interests, Function<KubernetesObject, Optional<ApplicationKey>> tracking) {
        this.server = server;
        this.interests = interests;
        this.tracking = tracking;
    }

    /** The objects of a kind. */
    public KindContents of(GroupKind kind) {
        return kinds.computeIfAbsent(kind, ignored -> new KindContents(server, interests, tracking));
    }

    /** The keys of all live objects that track an application or were published under it. */
    public Set<ObjectKey> concerning(ApplicationKey application) {
        var keys = new HashSet<ObjectKey>();
        kinds.values().forEach(contents -> keys.addAll(contents.concerning(application)));
        return keys;
    }

    /** An epoch that was published by an earlier life of this service, or by another instance. */
    public void sawEpoch(GroupKind kind, long epoch) {
        epochs.merge(kind, epoch, Math::max);
    }

    /** As {@link #sawEpoch}, of discovery. */
    public void sawDiscoveryEpoch(long epoch) {
        discoveryEpoch = Math.max(discoveryEpoch, epoch);
    }

    /** The epoch of a kind's newest complete list. */
    public long epochOf(GroupKind kind) {
        return epochs.getOrDefault(kind, 0L);
    }

    /** Begins the next epoch of a kind. */
    public long nextEpochOf(GroupKind kind) {
        return epochs.merge(kind, 1L, Long::sum);
    }

    /** Begins the next epoch of discovery. */
    public long nextDiscoveryEpoch() {
        return ++discoveryEpoch;
    }
}
