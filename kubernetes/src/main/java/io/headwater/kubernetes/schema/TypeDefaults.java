package io.headwater.kubernetes.schema;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Defaults of Kubernetes' own types that hold only under a condition; all others are in the built-in set.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/">Kubernetes: API reference</a>
 */
final class TypeDefaults {

    private static final String CORE = "io.k8s.api.core.v1.";
    private static final String APPS = "io.k8s.api.apps.v1.";
    private static final String ROLLING = "RollingUpdate";
    private static final int EVER_SO_OFTEN = Integer.MAX_VALUE;

    /** What the built-in set names as a default, and is one only where a rule says so. */
    private static final Set<String> CONDITIONAL = Set.of(
            APPS + "DaemonSetUpdateStrategy.rollingUpdate",
            APPS + "DeploymentStrategy.rollingUpdate",
            APPS + "RollingUpdateDaemonSet.maxSurge",
            APPS + "RollingUpdateDaemonSet.maxUnavailable",
            APPS + "RollingUpdateDeployment.maxSurge",
            APPS + "RollingUpdateDeployment.maxUnavailable",
            APPS + "RollingUpdateStatefulSetStrategy.partition",
            APPS + "StatefulSetUpdateStrategy.rollingUpdate",
            APPS + "StatefulSetUpdateStrategy.type",
            CORE + "Container.imagePullPolicy",
            CORE + "EphemeralContainer.imagePullPolicy",
            CORE + "ImageVolumeSource.pullPolicy",
            CORE + "ServiceSpec.internalTrafficPolicy",
            CORE + "Volume.emptyDir",
            "io.k8s.api.networking.v1.NetworkPolicySpec.policyTypes",
            "io.k8s.api.resource.v1.DeviceSubRequest.count",
            "io.k8s.api.resource.v1.ExactDeviceRequest.count");

    private static final Map<String, Consumer<Draft>> RULES = Map.ofEntries(
            entry(
                    APPS + "DaemonSetUpdateStrategy",
                    strategy -> rollingUpdate(strategy, update -> {
                        update.setIfAbsent("maxUnavailable", 1);
                        update.setIfAbsent("maxSurge", 0);
                    })),
            entry(
                    APPS + "DeploymentStrategy",
                    strategy -> rollingUpdate(strategy, update -> {
                        update.setIfAbsent("maxUnavailable", "25%");
                        update.setIfAbsent("maxSurge", "25%");
                    })),
            entry(APPS + "StatefulSetSpec", spec -> spec.each("volumeClaimTemplates", PodDefaults::claim)),
            entry(APPS + "StatefulSetUpdateStrategy", TypeDefaults::statefulSetStrategy),
            entry("io.k8s.api.autoscaling.v1.HorizontalPodAutoscaler", ScalingDefaults::target),
            entry("io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerBehavior", ScalingDefaults::behavior),
            entry("io.k8s.api.batch.v1.Job", job -> {
                job.within("spec", TypeDefaults::job);
                copyLabels(job);
            }),
            entry(CORE + "Container", container -> pullPolicy(container, "image", "imagePullPolicy")),
            entry(CORE + "EphemeralContainer", container -> pullPolicy(container, "image", "imagePullPolicy")),
            entry(CORE + "ImageVolumeSource", volume -> pullPolicy(volume, "reference", "pullPolicy")),
            entry(CORE + "LimitRangeItem", AmountDefaults::limitRange),
            entry(CORE + "Namespace", TypeDefaults::namespace),
            entry(
                    CORE + "PersistentVolume",
                    volume -> volume.within("spec", spec -> {
                        spec.setIfAbsent("persistentVolumeReclaimPolicy", "Retain");
                        spec.setIfAbsent("volumeMode", "Filesystem");
                    })),
            entry(CORE + "Pod", pod -> pod.within("spec", PodDefaults::pod)),
            entry(CORE + "NodeSpec", TypeDefaults::podRange),
            entry(CORE + "PodSpec", PodDefaults::podSpec),
            entry(CORE + "ReplicationController", TypeDefaults::replicationController),
            entry(CORE + "Service", ServiceDefaults::service),
            entry(CORE + "Volume", TypeDefaults::volume),
            entry("io.k8s.api.networking.v1.NetworkPolicySpec", TypeDefaults::networkPolicy),
            entry("io.k8s.api.rbac.v1.Subject", TypeDefaults::subject),
            entry("io.k8s.api.resource.v1.DeviceSubRequest", TypeDefaults::deviceRequest),
            entry("io.k8s.api.resource.v1.ExactDeviceRequest", TypeDefaults::deviceRequest),
            entry(
                    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionSpec",
                    spec -> spec.within("names", TypeDefaults::names)));

    private TypeDefaults() {}

    /** Whether rules alone say when a field has a default. */
    static boolean isConditional(String type, String field) {
        return CONDITIONAL.contains(type + "." + field);
    }

    /** Puts in what is missing of an object of a type, whose parts are complete. */
    static void apply(String type, Draft draft) {
        var rule = RULES.get(type);
        if (rule != null) {
            rule.accept(draft);
        }
    }

    private static void rollingUpdate(Draft strategy, Consumer<Draft> defaults) {
        if (strategy.text("type").equals(ROLLING)) {
            strategy.within("rollingUpdate", defaults);
        }
    }

    private static void statefulSetStrategy(Draft strategy) {
        var isGiven = strategy.has("type");
        strategy.setIfAbsent("type", ROLLING);
        if (strategy.text("type").equals(ROLLING) && (!isGiven || strategy.has("rollingUpdate"))) {
            strategy.within("rollingUpdate", update -> update.setIfAbsent("partition", 0));
        }
    }

    private static void job(Draft spec) {
        if (!spec.has("completions") && !spec.has("parallelism")) {
            spec.set("completions", 1);
        }
        spec.setIfAbsent("parallelism", 1);
        spec.setIfAbsent("backoffLimit", spec.has("backoffLimitPerIndex") ? EVER_SO_OFTEN : 6);
        spec.setIfAbsent("completionMode", "NonIndexed");
        spec.setIfAbsent("suspend", false);
        spec.setIfAbsent("manualSelector", false);
        spec.setIfAbsent("podReplacementPolicy", spec.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
    }

    /** A Job or ReplicationController without labels has those of its template. */
    private static void copyLabels(Draft workload) {
        var labels = workload.get("spec").path("template").path("metadata").path("labels");
        if (!labels.isEmpty() && workload.get("metadata").path("labels").isEmpty()) {
            workload.within("metadata", metadata -> metadata.set("labels", labels));
        }
    }

    private static void replicationController(Draft controller) {
        copyLabels(controller);
        var labels = controller.get("spec").path("template").path("metadata").path("labels");
        if (!labels.isEmpty() && controller.get("spec").path("selector").isEmpty()) {
            controller.within("spec", spec -> spec.set("selector", labels));
        }
    }

    private static void pullPolicy(Draft holder, String image, String policy) {
        if (!holder.has(policy)) {
            holder.set(policy, ImageTag.isLatest(holder.text(image)) ? "Always" : "IfNotPresent");
        }
    }

    private static void namespace(Draft namespace) {
        var name = namespace.get("metadata").path("name").asText("");
        if (!name.isEmpty()) {
            namespace.within(
                    "metadata",
                    metadata -> metadata.within("labels", labels -> labels.set("kubernetes.io/metadata.name", name)));
        }
    }

    /** The one range of a node's Pods is the first of all. */
    private static void podRange(Draft spec) {
        if (!spec.get("podCIDRs").isEmpty()) {
            spec.setIfAbsent("podCIDR", spec.get("podCIDRs").get(0));
        } else if (spec.has("podCIDR")) {
            spec.set("podCIDRs", JsonNodeFactory.instance.arrayNode().add(spec.get("podCIDR")));
        }
    }

    /** A volume that says nothing but its name is an empty folder. */
    private static void volume(Draft volume) {
        for (var field : volume.tree().properties()) {
            if (!field.getKey().equals("name")) {
                return;
            }
        }
        volume.within("emptyDir", _ -> {});
    }

    private static void networkPolicy(Draft spec) {
        if (spec.get("policyTypes").isEmpty()) {
            spec.set("policyTypes", spec.get("egress").isEmpty() ? types("Ingress") : types("Ingress", "Egress"));
        }
    }

    private static ArrayNode types(String... types) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (var type : types) {
            list.add(type);
        }
        return list;
    }

    private static void subject(Draft subject) {
        var kind = subject.text("kind");
        if (kind.equals("User") || kind.equals("Group")) {
            subject.setIfAbsent("apiGroup", "rbac.authorization.k8s.io");
        }
    }

    private static void deviceRequest(Draft request) {
        if (request.text("allocationMode").equals("ExactCount")) {
            request.setIfAbsent("count", 1);
        }
    }

    private static void names(Draft names) {
        var kind = names.text("kind");
        if (!kind.isEmpty()) {
            names.setIfAbsent("singular", kind.toLowerCase(Locale.ROOT));
            names.setIfAbsent("listKind", kind + "List");
        }
    }
}
