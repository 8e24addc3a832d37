package io.headwater.applier.core;

import io.headwater.applier.core.DesiredState.RenderedSet;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ResourceVersions;
import io.headwater.kubernetes.sync.SyncPhase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is known of one application, by the newest records of it. */
final class ApplicationState {

    private static final String UNKNOWN_VERSION = "";

    private @Nullable ApplicationSpec spec;
    private boolean removed;
    private @Nullable DesiredState desired;
    private final Map<String, Supplier<KubernetesObject>> objects = new HashMap<>();
    private final Map<ObjectKey, LiveCopy> live = new HashMap<>();
    private final Map<ObjectKey, Assessment> health = new HashMap<>();
    private final Map<ObjectKey, Written> written = new HashMap<>();
    private final Map<ObjectKey, String> deleted = new HashMap<>();
    private final Map<ObjectKey, String> uncertain = new HashMap<>();

    /**
     * What the last write of an object gave.
     *
     * @param version the version of its API
     */
    record Written(String resourceVersion, String version) {}

    Optional<ApplicationSpec> spec() {
        return Optional.ofNullable(spec);
    }

    void spec(ApplicationSpec changed) {
        spec = changed;
        removed = false;
    }

    /** The Application is gone, which is more than not to know it. */
    void removed() {
        spec = null;
        removed = true;
    }

    boolean isRemoved() {
        return removed;
    }

    /** Whether nothing is known at all. */
    boolean isEmpty() {
        return spec == null && desired == null && objects.isEmpty() && live.isEmpty() && health.isEmpty();
    }

    Optional<DesiredState> desired() {
        return Optional.ofNullable(desired);
    }

    /** The newest good set, if it was rendered from the specification as it is now. */
    Optional<RenderedSet> currentSet() {
        return desired().flatMap(DesiredState::good).filter(set -> spec().filter(
                        now -> now.digest().equals(set.specDigest()))
                .isPresent());
    }

    void desired(@Nullable DesiredState changed) {
        desired = changed;
    }

    void object(String digest, Supplier<KubernetesObject> content) {
        objects.put(digest, content);
    }

    void objectRemoved(String digest) {
        objects.remove(digest);
    }

    /** A desired object by its digest; empty if it has not arrived, or is desired no more. */
    Optional<KubernetesObject> object(String digest) {
        return Optional.ofNullable(objects.get(digest)).map(Supplier::get);
    }

    /** The objects of a set; empty while some have not arrived. */
    Optional<List<KubernetesObject>> objectsOf(RenderedSet set) {
        if (!objects.keySet().containsAll(set.objects())) {
            return Optional.empty();
        }
        var found = new ArrayList<KubernetesObject>(set.objects().size());
        for (var digest : set.objects()) {
            var content = objects.get(digest);
            if (content != null) {
                found.add(content.get());
            }
        }
        return Optional.of(found);
    }

    Collection<LiveCopy> live() {
        return live.values();
    }

    Optional<LiveCopy> live(ObjectKey key) {
        return Optional.ofNullable(live.get(key));
    }

    void live(LiveCopy copy) {
        live.put(copy.key(), copy);
    }

    /** @param version of the deletion; empty if unknown */
    void gone(ObjectKey key, String version) {
        live.remove(key);
        deleted.remove(key);
        uncertain.remove(key, UNKNOWN_VERSION);
        var last = written.get(key);
        if (last != null && ResourceVersions.includes(version, last.resourceVersion())) {
            written.remove(key);
        }
    }

    Optional<Assessment> health(ObjectKey key) {
        return Optional.ofNullable(health.get(key));
    }

    void health(ObjectKey key, Assessment assessment) {
        health.put(key, assessment);
    }

    void healthRemoved(ObjectKey key) {
        health.remove(key);
    }

    /** A write of an object is sent: until it is known what became of it, nothing else that is known of the object can be relied on. */
    void sent(Task task) {
        uncertain.put(task.key(), task.version());
    }

    /** Some of the writes of another owner are not on record, and nobody can say which. */
    void distrustLive() {
        live.values().forEach(copy -> uncertain.put(copy.key(), UNKNOWN_VERSION));
    }

    /** Whether a live copy is from before what was last done to the object, and so proves nothing. */
    boolean isOutdated(LiveCopy copy) {
        var deletion = deleted.get(copy.key());
        var write = written.get(copy.key());
        return uncertain.containsKey(copy.key())
                || (deletion != null && (deletion.isEmpty() || deletion.equals(copy.uid())))
                || (write != null && !ResourceVersions.includes(copy.resourceVersion(), write.resourceVersion()));
    }

    /** What an apply to an object may rely on, by the newest that is known for certain. */
    Precondition precondition(ObjectKey key, String cluster) {
        var copy = live.get(key);
        if (copy == null || !copy.cluster().equals(cluster)) {
            return uncertain.containsKey(key) || written.containsKey(key)
                    ? new Precondition.Unread()
                    : new Precondition.Absent();
        }
        return isOutdated(copy) ? new Precondition.Unread() : Precondition.seen(copy.uid(), copy.resourceVersion());
    }

    /** Objects that were written, or may have been, and are not known to be gone, with the version of their API. */
    Map<ObjectKey, String> written() {
        var known = new HashMap<>(uncertain);
        written.forEach((key, write) -> known.put(key, write.version()));
        return known;
    }

    /** Learns of a write from its step. */
    void learn(Step step) {
        if (!(step instanceof Step.ObjectStepped object) || object.point().phase() != SyncPhase.SYNC) {
            return;
        }
        switch (object.outcome()) {
            case SYNCED -> {
                if (!object.resourceVersion().isEmpty()) {
                    written.put(object.object(), new Written(object.resourceVersion(), object.version()));
                    deleted.remove(object.object());
                    uncertain.remove(object.object());
                }
            }
            case PRUNED -> {
                written.remove(object.object());
                deleted.put(object.object(), object.uid());
                uncertain.remove(object.object());
            }
            case PRUNE_SKIPPED -> uncertain.remove(object.object());
            case SYNC_FAILED -> {}
        }
    }
}
