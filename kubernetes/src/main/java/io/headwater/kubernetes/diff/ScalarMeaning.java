package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether two values that are neither lists nor objects mean the same. */
final class ScalarMeaning {

    private ScalarMeaning() {}

    static boolean areSame(FieldPath path, JsonNode desired, JsonNode live, ApiTraits traits) {
        if (desired.isNumber() && live.isNumber()) {
            return desired.decimalValue().compareTo(live.decimalValue()) == 0;
        }
        if (desired.equals(live)) {
            return true;
        }
        if (!isTextOrNumber(desired) || !isTextOrNumber(live)) {
            return false;
        }
        if (traits.isQuantity(path)) {
            return Quantity.areEqual(desired.asText(), live.asText());
        }
        return traits.isNumberOrName(path) && desired.asText().equals(live.asText());
    }

    private static boolean isTextOrNumber(JsonNode node) {
        return node.isTextual() || node.isNumber();
    }
}
