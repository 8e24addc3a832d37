package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** What the API server puts into Kubernetes' own kinds where nothing was given. */
final class ServerDefaults {

    /** By the field's name, with its holder's or its kind's where that matters. */
    private static final Map<String, Set<String>> DEFAULTS = Map.ofEntries(
            Map.entry("DaemonSet:maxSurge", Set.of("0")),
            Map.entry("DaemonSet:maxUnavailable", Set.of("1")),
            Map.entry("Deployment:maxSurge", Set.of("25%")),
            Map.entry("Deployment:maxUnavailable", Set.of("25%")),
            Map.entry("Secret:type", Set.of("Opaque")),
            Map.entry("Service:type", Set.of("ClusterIP")),
            Map.entry("allocationMode", Set.of("ExactCount")),
            Map.entry("completionMode", Set.of("NonIndexed")),
            Map.entry("concurrencyPolicy", Set.of("Allow")),
            Map.entry("divisor", Set.of("0")),
            Map.entry("dnsPolicy", Set.of("ClusterFirst")),
            Map.entry("exactly.count", Set.of("1")),
            Map.entry("externalTrafficPolicy", Set.of("Cluster")),
            Map.entry("failureThreshold", Set.of("3")),
            Map.entry("fieldRef.apiVersion", Set.of("v1")),
            Map.entry("httpGet.path", Set.of("/")),
            Map.entry("internalTrafficPolicy", Set.of("Cluster")),
            Map.entry("minReplicas", Set.of("1")),
            Map.entry("nodeAffinityPolicy", Set.of("Honor")),
            Map.entry("nodeTaintsPolicy", Set.of("Ignore")),
            Map.entry("onPodConditions.status", Set.of("True")),
            Map.entry("periodSeconds", Set.of("10")),
            Map.entry("persistentVolumeReclaimPolicy", Set.of("Retain")),
            Map.entry("podManagementPolicy", Set.of("OrderedReady")),
            Map.entry("preemptionPolicy", Set.of("PreemptLowerPriority")),
            Map.entry("protocol", Set.of("TCP")),
            Map.entry("reclaimPolicy", Set.of("Delete")),
            Map.entry("replicas", Set.of("1")),
            Map.entry("requests.count", Set.of("1")),
            Map.entry("resourceRules.scope", Set.of("*")),
            Map.entry("roleRef.apiGroup", Set.of("rbac.authorization.k8s.io")),
            Map.entry("rollingUpdate.partition", Set.of("0")),
            Map.entry("rules.scope", Set.of("*")),
            Map.entry("schedulerName", Set.of("default-scheduler")),
            Map.entry("scheme", Set.of("HTTP")),
            Map.entry("serviceAccountToken.expirationSeconds", Set.of("3600")),
            Map.entry("sessionAffinity", Set.of("None")),
            Map.entry("spec.restartPolicy", Set.of("Always")),
            Map.entry("strategy.type", Set.of("RollingUpdate")),
            Map.entry("subjects.apiGroup", Set.of("", "rbac.authorization.k8s.io")),
            Map.entry("successThreshold", Set.of("1")),
            Map.entry("terminationMessagePath", Set.of("/dev/termination-log")),
            Map.entry("terminationMessagePolicy", Set.of("File")),
            Map.entry("timeoutSeconds", Set.of("1")),
            Map.entry("updateStrategy.type", Set.of("RollingUpdate")),
            Map.entry("volumeBindingMode", Set.of("Immediate")),
            Map.entry("volumeClaimTemplates.apiVersion", Set.of("v1")),
            Map.entry("volumeClaimTemplates.kind", Set.of("PersistentVolumeClaim")),
            Map.entry("volumeMode", Set.of("Filesystem")),
            Map.entry("webhooks.failurePolicy", Set.of("Fail")),
            Map.entry("webhooks.matchPolicy", Set.of("Equivalent")),
            Map.entry("webhooks.timeoutSeconds", Set.of("10")));

    private ServerDefaults() {}

    /** Whether a value is what the server puts there; an object, if all of its fields are. */
    static boolean isDefault(String kind, FieldPath path, JsonNode live) {
        var holder = path.parent().nearestName();
        if (holder.equals("volumeClaimTemplates") && path.name().equals("status")) {
            return true;
        }
        if (live.isObject() && !live.isEmpty()) {
            return live.properties().stream()
                    .allMatch(field -> isDefault(kind, path.field(field.getKey()), field.getValue()));
        }
        return live.isValueNode() && of(kind, holder, path.name()).contains(live.asText());
    }

    private static Set<String> of(String kind, String holder, String name) {
        var ofHolder = DEFAULTS.getOrDefault(holder + "." + name, DEFAULTS.getOrDefault(name, Set.of()));
        return DEFAULTS.getOrDefault(kind + ":" + name, ofHolder);
    }
}
