package io.headwater.healthchecker.core;

import io.headwater.kubernetes.KubernetesObject;

/** A StatefulSet is healthy when its pods are ready and, where it rolls out by itself, at the newest revision down to its partition. */
final class StatefulSetHealth implements HealthRule {

    @Override
    public Health assess(KubernetesObject object) {
        var spec = object.tree().path("spec");
        var status = object.tree().path("status");
        var observed = status.path("observedGeneration").asLong(0);
        if (observed == 0 || object.generation() > observed) {
            return Health.progressing("Waiting for statefulset spec update to be observed...");
        }
        var replicas = spec.path("replicas").asLong(1);
        var ready = status.path("readyReplicas").asLong(0);
        if (ready < replicas) {
            return Health.progressing("Waiting for %d pods to be ready...".formatted(replicas - ready));
        }
        var strategy = spec.path("updateStrategy");
        var kind = strategy.path("type").asText("RollingUpdate");
        if (kind.equals("RollingUpdate") && strategy.hasNonNull("rollingUpdate")) {
            var wanted =
                    replicas - strategy.path("rollingUpdate").path("partition").asLong(0);
            var updated = status.path("updatedReplicas").asLong(0);
            return updated < wanted
                    ? Health.progressing(
                            "Waiting for partitioned roll out to finish: %d out of %d new pods have been updated..."
                                    .formatted(updated, wanted))
                    : Health.healthy(
                            "partitioned roll out complete: %d new pods have been updated...".formatted(updated));
        }
        if (kind.equals("OnDelete")) {
            return Health.healthy("statefulset has %d ready pods".formatted(ready));
        }
        var update = status.path("updateRevision").asText("");
        if (!update.equals(status.path("currentRevision").asText(""))) {
            return Health.progressing("waiting for statefulset rolling update to complete %d pods at revision %s..."
                    .formatted(status.path("updatedReplicas").asLong(0), update));
        }
        return Health.healthy("statefulset rolling update complete %d pods at revision %s..."
                .formatted(status.path("currentReplicas").asLong(0), update));
    }
}
