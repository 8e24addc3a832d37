package io.headwater.kubernetes.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the API server puts into the specification of Pods, where it depends on other fields. */
final class PodDefaults {

    private PodDefaults() {}

    /** Of Pods and of templates: the old name of the service account follows the new one. */
    static void podSpec(Draft spec) {
        var account = spec.text("serviceAccountName").isEmpty()
                ? spec.text("serviceAccount")
                : spec.text("serviceAccountName");
        if (!account.isEmpty()) {
            spec.set("serviceAccountName", account);
            spec.set("serviceAccount", account);
        }
    }

    /** Of Pods, but not of templates. */
    static void pod(Draft spec) {
        spec.setIfAbsent("enableServiceLinks", true);
        for (var containers : new String[] {"containers", "initContainers"}) {
            spec.each(containers, container -> {
                if (container.get("resources").path("limits") instanceof ObjectNode) {
                    container.within("resources", AmountDefaults::requestLimits);
                }
                if (spec.get("hostNetwork").asBoolean(false)) {
                    container.each("ports", port -> port.setIfAbsent("hostPort", port.get("containerPort")));
                }
            });
        }
    }

    /** A claim within a StatefulSet says what it is. */
    static void claim(Draft claim) {
        claim.set("apiVersion", "v1");
        claim.set("kind", "PersistentVolumeClaim");
    }
}
