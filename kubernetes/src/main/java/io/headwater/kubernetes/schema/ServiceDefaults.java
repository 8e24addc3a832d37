package io.headwater.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** What the API server puts into Services, where it depends on other fields. */
final class ServiceDefaults {

    private static final Set<String> WITH_PORTS = Set.of("NodePort", "LoadBalancer");
    private static final int SECONDS_OF_AFFINITY = 10_800;

    private ServiceDefaults() {}

    static void service(Draft service) {
        service.within("spec", ServiceDefaults::spec);
        if (type(service.get("spec")).equals("LoadBalancer")
                && !service.get("status").path("loadBalancer").path("ingress").isEmpty()) {
            service.within(
                    "status",
                    status -> status.within(
                            "loadBalancer",
                            balancer -> balancer.each("ingress", ingress -> {
                                if (!ingress.text("ip").isEmpty()) {
                                    ingress.setIfAbsent("ipMode", "VIP");
                                }
                            })));
        }
    }

    private static void spec(Draft spec) {
        affinity(spec);
        spec.each("ports", port -> {
            var target = port.get("targetPort");
            if (port.has("port") && (target.asText("").isEmpty() || (target.isNumber() && target.asInt() == 0))) {
                port.set("targetPort", port.get("port"));
            }
        });
        var type = spec.text("type");
        if (WITH_PORTS.contains(type)
                || (type.equals("ClusterIP") && !spec.get("externalIPs").isEmpty())) {
            spec.setIfAbsent("externalTrafficPolicy", "Cluster");
        }
        if (WITH_PORTS.contains(type) || type.equals("ClusterIP")) {
            spec.setIfAbsent("internalTrafficPolicy", "Cluster");
        }
        if (type.equals("ExternalName")) {
            spec.remove("internalTrafficPolicy");
        }
        if (type.equals("LoadBalancer")) {
            spec.setIfAbsent("allocateLoadBalancerNodePorts", true);
        }
    }

    private static void affinity(Draft spec) {
        switch (spec.text("sessionAffinity")) {
            case "None" -> spec.remove("sessionAffinityConfig");
            case "ClientIP" ->
                spec.within(
                        "sessionAffinityConfig",
                        config -> config.within(
                                "clientIP", client -> client.setIfAbsent("timeoutSeconds", SECONDS_OF_AFFINITY)));
            default -> {}
        }
    }

    private static String type(JsonNode spec) {
        return spec.path("type").asText("");
    }
}
