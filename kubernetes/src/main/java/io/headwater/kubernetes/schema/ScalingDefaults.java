package io.headwater.kubernetes.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How fast a HorizontalPodAutoscaler scales where it says so in part. */
final class ScalingDefaults {

    private static final int PERIOD = 15;

    private ScalingDefaults() {}

    static void behavior(Draft behavior) {
        behavior.within("scaleUp", up -> {
            up.setIfAbsent("stabilizationWindowSeconds", 0);
            up.setIfAbsent("policies", JsonNodeFactory.instance.arrayNode().add(policy("Pods", 4)).add(policy("Percent", 100)));
        });
        behavior.within(
                "scaleDown",
                down -> down.setIfAbsent("policies", JsonNodeFactory.instance.arrayNode().add(policy("Percent", 100))));
    }

    private static ObjectNode policy(String type, int value) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("value", value)
                .put("periodSeconds", PERIOD);
    }
}
