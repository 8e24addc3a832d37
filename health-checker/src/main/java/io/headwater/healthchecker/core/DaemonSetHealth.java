package io.headwater.healthchecker.core;

import io.headwater.kubernetes.KubernetesObject;

/** A DaemonSet is healthy when every node that should run it runs its newest version and it is available there. */
final class DaemonSetHealth implements HealthRule {

    @Override
    public Health assess(KubernetesObject object) {
        var status = object.tree().path("status");
        if (object.generation() > status.path("observedGeneration").asLong(0)) {
            return Health.progressing(
                    "Waiting for rollout to finish: observed daemon set generation less than desired generation");
        }
        var desired = status.path("desiredNumberScheduled").asLong(0);
        var updated = status.path("updatedNumberScheduled").asLong(0);
        var available = status.path("numberAvailable").asLong(0);
        if (object.tree()
                .path("spec")
                .path("updateStrategy")
                .path("type")
                .asText("")
                .equals("OnDelete")) {
            return Health.healthy("daemon set %d out of %d new pods have been updated".formatted(updated, desired));
        }
        if (updated < desired) {
            return Health.progressing(
                    "Waiting for daemon set \"%s\" rollout to finish: %d out of %d new pods have been updated..."
                            .formatted(object.name(), updated, desired));
        }
        if (available < desired) {
            return Health.progressing(
                    "Waiting for daemon set \"%s\" rollout to finish: %d of %d updated pods are available..."
                            .formatted(object.name(), available, desired));
        }
        return Health.HEALTHY;
    }
}
