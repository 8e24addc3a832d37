package io.headwater.healthchecker.core;

import static java.util.Map.entry;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import java.util.Map;
import java.util.Optional;

/**
 * The health of objects by the rule of their kind.
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/operator-manual/health/">Argo CD: resource health</a>
 */
public final class HealthRules {

    private static final String HOOK_FINALIZER = "argocd.argoproj.io/hook-finalizer";

    private static final Map<GroupKind, HealthRule> BUILT_IN = Map.ofEntries(
            entry(new GroupKind("apps", "Deployment"), new DeploymentHealth()),
            entry(new GroupKind("apps", "StatefulSet"), new StatefulSetHealth()),
            entry(new GroupKind("apps", "DaemonSet"), new DaemonSetHealth()),
            entry(new GroupKind("apps", "ReplicaSet"), new ReplicaSetHealth()),
            entry(new GroupKind("", "Pod"), new PodHealth()),
            entry(new GroupKind("batch", "Job"), new JobHealth()),
            entry(new GroupKind("", "PersistentVolumeClaim"), new PersistentVolumeClaimHealth()),
            entry(new GroupKind("", "Service"), new ServiceHealth()),
            entry(new GroupKind("networking.k8s.io", "Ingress"), new IngressHealth()),
            entry(new GroupKind("extensions", "Ingress"), new IngressHealth()));

    private static final Map<GroupKind, String> VERSIONS = Map.of(
            new GroupKind("apps", "Deployment"), "v1",
            new GroupKind("apps", "StatefulSet"), "v1",
            new GroupKind("apps", "DaemonSet"), "v1",
            new GroupKind("apps", "ReplicaSet"), "v1",
            new GroupKind("batch", "Job"), "v1");

    private HealthRules() {}

    /** The health of a live object; empty for a kind that has none. */
    public static Optional<Health> assess(KubernetesObject object) {
        if (object.isTerminating() && !isKeptByHookFinalizer(object)) {
            return Optional.of(Health.progressing("Pending deletion"));
        }
        var rule = BUILT_IN.get(object.groupKind());
        if (rule == null) {
            return Optional.empty();
        }
        var version = VERSIONS.get(object.groupKind());
        if (version != null && !object.version().equals(version)) {
            return Optional.of(Health.unknown("the health of %s is known for version %s only"
                    .formatted(object.groupKind().display(), version)));
        }
        return Optional.of(rule.assess(object));
    }

    /** Whether the objects of a kind have a health. */
    public static boolean isAssessed(GroupKind kind) {
        return BUILT_IN.containsKey(kind);
    }

    private static boolean isKeptByHookFinalizer(KubernetesObject object) {
        for (var finalizer : object.metadata().path("finalizers")) {
            if (finalizer.asText().equals(HOOK_FINALIZER)) {
                return true;
            }
        }
        return false;
    }
}
