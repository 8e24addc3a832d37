package io.headwater.kubernetes.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.schema.Draft;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;

/**
 * What becomes of the addresses and ports that were allocated to a Service when it is updated.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/service/">Kubernetes: Service</a>
 */
final class ServiceUpdate {

    private static final Set<String> WITH_ADDRESS = Set.of("ClusterIP", "NodePort", "LoadBalancer");
    private static final Set<String> WITH_PORTS = Set.of("NodePort", "LoadBalancer");

    private ServiceUpdate() {}

    /** What tells the ports of a Service apart. */
    private record Port(JsonNode port, JsonNode protocol) {
        static Port of(JsonNode given) {
            return new Port(given.path("port"), given.path("protocol"));
        }
    }

    /**
     * Updates.
     *
     * @param before the specification as it was
     * @param after as it would be; changed
     */
    static void update(JsonNode before, Draft after) {
        keepAllocated(before, after);
        dropUnused(before, after);
    }

    private static void keepAllocated(JsonNode before, Draft after) {
        if (hasAddress(before) && hasAddress(after.tree())) {
            if (after.text("clusterIP").isEmpty() && before.has("clusterIP")) {
                after.set("clusterIP", before.get("clusterIP"));
            }
            if (after.get("clusterIP").equals(before.path("clusterIP"))) {
                keep(before, after, "clusterIPs");
            }
            keep(before, after, "ipFamilies");
            keep(before, after, "ipFamilyPolicy");
        }
        if (hasNodePorts(before) && hasNodePorts(after.tree())) {
            var allocated = new HashMap<Port, JsonNode>();
            before.path("ports").forEach(old -> {
                if (old.has("nodePort")) {
                    allocated.put(Port.of(old), old.get("nodePort"));
                }
            });
            after.each("ports", port -> {
                var nodePort = allocated.get(Port.of(port.tree()));
                if (nodePort != null && port.get("nodePort").asInt(0) == 0) {
                    port.set("nodePort", nodePort);
                }
            });
        }
        if (hasHealthCheck(before) && hasHealthCheck(after.tree()) && before.has("healthCheckNodePort")) {
            if (after.get("healthCheckNodePort").asInt(0) == 0) {
                after.set("healthCheckNodePort", before.get("healthCheckNodePort"));
            }
        }
    }

    private static void keep(JsonNode before, Draft after, String field) {
        if (after.get(field).asText("").isEmpty() && after.get(field).isEmpty() && before.has(field)) {
            after.set(field, before.get(field));
        }
    }

    private static void dropUnused(JsonNode before, Draft after) {
        if (hasAddress(before) && !hasAddress(after.tree())) {
            removeIfSame(before, after, "clusterIP");
            removeIfSame(before, after, "clusterIPs");
            removeIfSame(before, after, "ipFamilies");
            removeIfSame(before, after, "ipFamilyPolicy");
        }
        if (hasNodePorts(before) && !hasNodePorts(after.tree())) {
            var nodePorts = new HashSet<JsonNode>();
            before.path("ports").forEach(old -> nodePorts.add(old.path("nodePort")));
            after.each("ports", port -> {
                if (nodePorts.contains(port.get("nodePort"))) {
                    port.remove("nodePort");
                }
            });
        }
        if (hasHealthCheck(before) && !hasHealthCheck(after.tree())) {
            removeIfSame(before, after, "healthCheckNodePort");
        }
        if (isBalanced(before) && !isBalanced(after.tree())) {
            removeIfSame(before, after, "allocateLoadBalancerNodePorts");
            removeIfSame(before, after, "loadBalancerClass");
        }
        if (isReachable(before) && !isReachable(after.tree())) {
            removeIfSame(before, after, "externalTrafficPolicy");
        }
    }

    private static void removeIfSame(JsonNode before, Draft after, String field) {
        if (after.get(field).equals(before.path(field))) {
            after.remove(field);
        }
    }

    private static boolean hasAddress(JsonNode spec) {
        return WITH_ADDRESS.contains(type(spec));
    }

    private static boolean hasNodePorts(JsonNode spec) {
        return WITH_PORTS.contains(type(spec))
                && (!isBalanced(spec)
                        || spec.path("allocateLoadBalancerNodePorts").asBoolean(true));
    }

    private static boolean hasHealthCheck(JsonNode spec) {
        return isBalanced(spec) && spec.path("externalTrafficPolicy").asText("").equals("Local");
    }

    private static boolean isBalanced(JsonNode spec) {
        return type(spec).equals("LoadBalancer");
    }

    /** Whether it is reachable from outside the cluster. */
    private static boolean isReachable(JsonNode spec) {
        return WITH_PORTS.contains(type(spec)) || !spec.path("externalIPs").isEmpty();
    }

    private static String type(JsonNode spec) {
        return spec.path("type").asText("ClusterIP");
    }
}
