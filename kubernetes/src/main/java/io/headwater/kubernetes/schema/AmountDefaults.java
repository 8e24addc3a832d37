package io.headwater.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** Amounts of resources that follow from others. */
final class AmountDefaults {

    private AmountDefaults() {}

    /** What is limited and not requested is requested up to its limit. */
    static void requestLimits(Draft resources) {
        fill(resources, "requests", resources.get("limits"));
    }

    /** A container's limit is its maximum by default; what it requests is the default limit, and else the minimum. */
    static void limitRange(Draft item) {
        if (item.text("type").equals("Container")) {
            fill(item, "default", item.get("max"));
            fill(item, "defaultRequest", item.get("default"));
            fill(item, "defaultRequest", item.get("min"));
        }
    }

    private static void fill(Draft holder, String name, JsonNode from) {
        if (!from.isEmpty()) {
            holder.within(name, amounts -> from.properties()
                    .forEach(amount -> amounts.setIfAbsent(amount.getKey(), amount.getValue())));
        }
    }
}
