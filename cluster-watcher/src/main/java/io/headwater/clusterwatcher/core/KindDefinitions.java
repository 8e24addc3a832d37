package io.headwater.clusterwatcher.core;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;

/** Reads CustomResourceDefinitions. */
public final class KindDefinitions {

    private KindDefinitions() {}

    /** Whether the API server serves what it defines, or is about to. */
    public static boolean isEstablished(KubernetesObject definition) {
        for (var condition : definition.tree().path("status").path("conditions")) {
            if (condition.path("type").asText("").equals("Established")
                    && condition.path("status").asText("").equals("True")) {
                return !definition.isTerminating();
            }
        }
        return false;
    }

    /** The kind that it defines. */
    public static GroupKind kindDefinedBy(KubernetesObject definition) {
        var spec = definition.tree().path("spec");
        return new GroupKind(
                spec.path("group").asText(""), spec.path("names").path("kind").asText("Unnamed"));
    }
}
