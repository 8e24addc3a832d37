package io.headwater.healthchecker.core;

import io.headwater.kubernetes.KubernetesObject;

/** A ReplicaSet is healthy when it has as many available pods as it is to have. */
final class ReplicaSetHealth implements HealthRule {

    @Override
    public Health assess(KubernetesObject object) {
        var tree = object.tree();
        var status = tree.path("status");
        if (object.generation() > status.path("observedGeneration").asLong(0)) {
            return Health.progressing(
                    "Waiting for rollout to finish: observed replica set generation less than desired generation");
        }
        var failure = Conditions.find(tree, "ReplicaFailure")
                .filter(condition -> condition.path("status").asText("").equals("True"));
        if (failure.isPresent()) {
            return Health.degraded(Conditions.messageOf(failure.get()));
        }
        var replicas = tree.path("spec").path("replicas").asLong(0);
        var available = status.path("availableReplicas").asLong(0);
        if (tree.path("spec").hasNonNull("replicas") && available < replicas) {
            return Health.progressing("Waiting for rollout to finish: %d out of %d new replicas are available..."
                    .formatted(available, replicas));
        }
        return Health.HEALTHY;
    }
}
