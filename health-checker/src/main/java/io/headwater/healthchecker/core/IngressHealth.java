package io.headwater.healthchecker.core;

import io.headwater.kubernetes.KubernetesObject;

/** An Ingress is healthy when a controller has given it an address. */
final class IngressHealth implements HealthRule {

    @Override
    public Health assess(KubernetesObject object) {
        return object.tree().path("status").path("loadBalancer").path("ingress").isEmpty()
                ? Health.progressing("no ingress controller has given it an address yet")
                : Health.HEALTHY;
    }
}
