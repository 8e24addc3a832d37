package io.headwater.kubernetes.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** When and how fast a HorizontalPodAutoscaler scales where it says so in part, or not at all. */
final class ScalingDefaults {

    private static final String METRICS = "autoscaling.alpha.kubernetes.io/metrics";
    private static final int LOAD = 80;
    private static final int PERIOD = 15;

    private ScalingDefaults() {}

    /** The first version of the API scales by the processor's load unless an annotation names other metrics. */
    static void target(Draft autoscaler) {
        if (!autoscaler.get("metadata").path("annotations").has(METRICS)) {
            autoscaler.within("spec", spec -> spec.setIfAbsent("targetCPUUtilizationPercentage", LOAD));
        }
    }

    static void behavior(Draft behavior) {
        behavior.within("scaleUp", up -> {
            up.setIfAbsent("stabilizationWindowSeconds", 0);
            up.setIfAbsent(
                    "policies",
                    JsonNodeFactory.instance.arrayNode().add(policy("Pods", 4)).add(policy("Percent", 100)));
        });
        behavior.within(
                "scaleDown",
                down -> down.setIfAbsent(
                        "policies", JsonNodeFactory.instance.arrayNode().add(policy("Percent", 100))));
    }

    private static ObjectNode policy(String type, int value) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("value", value)
                .put("periodSeconds", PERIOD);
    }
}
