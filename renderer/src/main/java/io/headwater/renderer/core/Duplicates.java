package io.headwater.renderer.core;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.yaml.Manifest;
import io.headwater.renderer.core.ManifestFiles.RefusedException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds manifests that declare the same object. */
final class Duplicates {

    private Duplicates() {}

    /** Within one source nobody can have meant two declarations of one object. */
    static void refuse(List<Manifest> manifests, String destinationNamespace) throws RefusedException {
        Map<ObjectKey, Manifest> seen = new HashMap<>();
        for (var manifest : manifests) {
            var other = seen.put(key(manifest.object(), destinationNamespace), manifest);
            if (other != null) {
                var object = manifest.object();
                throw new RefusedException(
                        "DuplicateObject",
                        "The " + object.kind() + " '" + object.name() + "' is declared twice: in " + other.location()
                                + " and in " + manifest.location() + ". Remove one of them.");
            }
        }
    }

    /**
     * All manifests of an application with several sources: the last source that declares an object counts, as with Argo CD, where that is how one
     * source overrides another.
     */
    static List<Manifest> lastOfEach(List<Manifest> manifests, String destinationNamespace) {
        Map<ObjectKey, Manifest> kept = new LinkedHashMap<>();
        for (var manifest : manifests) {
            kept.put(key(manifest.object(), destinationNamespace), manifest);
        }
        return List.copyOf(kept.values());
    }

    /** Whether a kind is namespaced is not known here; no two objects of a cluster-scoped kind differ by namespace alone. */
    private static ObjectKey key(KubernetesObject object, String destinationNamespace) {
        return object.keyIn(true, destinationNamespace);
    }
}
