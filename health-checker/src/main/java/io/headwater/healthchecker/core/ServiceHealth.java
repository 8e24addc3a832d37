package io.headwater.healthchecker.core;

import io.headwater.kubernetes.KubernetesObject;

/** A Service of type LoadBalancer is healthy when it has an address; any other always is. */
final class ServiceHealth implements HealthRule {

    @Override
    public Health assess(KubernetesObject object) {
        var tree = object.tree();
        var waits = tree.path("spec").path("type").asText("").equals("LoadBalancer")
                && tree.path("status").path("loadBalancer").path("ingress").isEmpty();
        return waits ? Health.progressing("the load balancer has no address yet") : Health.HEALTHY;
    }
}
