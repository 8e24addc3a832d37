package io.headwater.applier.core;

import io.headwater.applier.core.DesiredState.RenderedSet;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
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

    private @Nullable ApplicationSpec spec;
    private boolean removed;
    private @Nullable DesiredState desired;
    private final Map<String, Supplier<KubernetesObject>> objects = new HashMap<>();
    private final Map<ObjectKey, LiveCopy> live = new HashMap<>();
    private final Map<ObjectKey, Assessment> health = new HashMap<>();
    private final Map<ObjectKey, String> written = new HashMap<>();

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

    void gone(ObjectKey key) {
        live.remove(key);
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

    /** The version that the last write of each object gave, as far as remembered. */
    Map<ObjectKey, String> written() {
        return Map.copyOf(written);
    }

    /** Learns of a write from its step. */
    void learn(Step step) {
        if (step instanceof Step.ObjectStepped object
                && !object.resourceVersion().isEmpty()) {
            written.put(object.object(), object.resourceVersion());
        }
    }
}
