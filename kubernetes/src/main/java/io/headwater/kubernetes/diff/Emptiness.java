package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** What Go leaves out when it writes an object: the zero of each type, and what holds nothing but such. */
final class Emptiness {

    private Emptiness() {}

    static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    /** Whether a value means the same as none: null, an empty text, list or object, 0, false, and objects of nothing else. */
    static boolean isEmpty(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> true;
            case STRING -> node.textValue().isEmpty();
            case BOOLEAN -> !node.booleanValue();
            case NUMBER -> node.decimalValue().compareTo(BigDecimal.ZERO) == 0;
            case ARRAY -> node.isEmpty();
            case OBJECT -> node.properties().stream().allMatch(field -> isEmpty(field.getValue()));
            case BINARY, POJO -> false;
        };
    }
}
