package io.headwater.healthchecker.core;

import io.headwater.kubernetes.KubernetesObject;

/** A Deployment is healthy when its newest generation is rolled out and available. */
final class DeploymentHealth implements HealthRule {

    @Override
    public Health assess(KubernetesObject object) {
        var tree = object.tree();
        var spec = tree.path("spec");
        var status = tree.path("status");
        if (spec.path("paused").asBoolean(false)) {
            return Health.suspended("Deployment is paused");
        }
        if (object.generation() > status.path("observedGeneration").asLong(0)) {
            return Health.progressing(
                    "Waiting for rollout to finish: observed deployment generation less than desired generation");
        }
        var progressing = Conditions.find(tree, "Progressing");
        if (progressing
                .filter(condition -> condition.path("reason").asText("").equals("ProgressDeadlineExceeded"))
                .isPresent()) {
            return Health.degraded("Deployment \"%s\" exceeded its progress deadline".formatted(object.name()));
        }
        var updated = status.path("updatedReplicas").asLong(0);
        var replicas = status.path("replicas").asLong(0);
        var available = status.path("availableReplicas").asLong(0);
        if (spec.hasNonNull("replicas") && updated < spec.path("replicas").asLong()) {
            return Health.progressing("Waiting for rollout to finish: %d out of %d new replicas have been updated..."
                    .formatted(updated, spec.path("replicas").asLong()));
        }
        if (replicas > updated) {
            return Health.progressing("Waiting for rollout to finish: %d old replicas are pending termination..."
                    .formatted(replicas - updated));
        }
        if (available < updated) {
            return Health.progressing("Waiting for rollout to finish: %d of %d updated replicas are available..."
                    .formatted(available, updated));
        }
        return Health.HEALTHY;
    }
}
