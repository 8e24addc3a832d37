package io.headwater.applier.core;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a cluster holds, and whether each object works at its present version. */
final class SimulatedCluster {

    private final Map<ObjectKey, Stored> objects = new TreeMap<>();
    private int version = 100;

    /** An object as it is stored, of which nobody knows yet if it works. */
    record Stored(KubernetesObject wanted, String resourceVersion, boolean healthy) {}

    Stored apply(ObjectKey key, KubernetesObject wanted) {
        var present = objects.get(key);
        if (present != null && present.wanted().tree().equals(wanted.tree())) {
            return present;
        }
        var stored = new Stored(wanted, String.valueOf(++version), false);
        objects.put(key, stored);
        return stored;
    }

    boolean delete(ObjectKey key) {
        version++;
        return objects.remove(key) != null;
    }

    String version() {
        return String.valueOf(version);
    }

    /** An object begins to work. */
    Optional<Stored> heal(ObjectKey key) {
        var stored = objects.get(key);
        if (stored == null || stored.healthy()) {
            return Optional.empty();
        }
        var healed = new Stored(stored.wanted(), String.valueOf(++version), true);
        objects.put(key, healed);
        return Optional.of(healed);
    }

    Map<ObjectKey, Stored> objects() {
        return new HashMap<>(objects);
    }
}
