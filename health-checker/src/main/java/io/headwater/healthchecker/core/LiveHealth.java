package io.headwater.healthchecker.core;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import java.util.Optional;
import java.util.Set;

/**
 * The health of a live object at one version of it.
 *
 * @param health empty for a kind that has none, or where nobody wants it to count
 */
public record LiveHealth(
        ObjectKey key,
        String uid,
        String resourceVersion,
        long generation,
        Optional<Health> health,
        Set<String> images) {

    private static final String IGNORE = "argocd.argoproj.io/ignore-healthcheck";

    public LiveHealth {
        images = Set.copyOf(images);
    }

    /** Assesses an object by the rule of its kind. */
    public static LiveHealth assess(ObjectKey key, KubernetesObject object) {
        var ignored = object.annotation(IGNORE).filter("true"::equals).isPresent();
        return new LiveHealth(
                key,
                object.uid(),
                object.resourceVersion(),
                object.generation(),
                ignored ? Optional.empty() : HealthRules.assess(object),
                Images.of(object));
    }
}
