package io.headwater.healthchecker.core;

import io.headwater.kubernetes.KubernetesObject;

/** A PersistentVolumeClaim is healthy when it is bound. */
final class PersistentVolumeClaimHealth implements HealthRule {

    @Override
    public Health assess(KubernetesObject object) {
        var phase = object.tree().path("status").path("phase").asText("");
        return switch (phase) {
            case "Bound" -> Health.HEALTHY;
            case "Pending" -> Health.progressing("the claim waits for a volume");
            case "Lost" -> Health.degraded("the volume of the claim is lost");
            default -> Health.unknown(phase.isEmpty() ? "" : "phase " + phase);
        };
    }
}
