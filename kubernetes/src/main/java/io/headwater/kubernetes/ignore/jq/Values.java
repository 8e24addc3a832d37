package io.headwater.kubernetes.ignore.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What all values have: a type, a truth, and a place in the order of all values. */
final class Values {

    private static final List<String> TYPES = List.of("null", "boolean", "number", "string", "array", "object");

    private Values() {}

    /** As {@code type} names it. */
    static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> "null";
            case BOOLEAN -> "boolean";
            case NUMBER -> "number";
            case STRING, BINARY -> "string";
            case ARRAY -> "array";
            case OBJECT, POJO -> "object";
        };
    }

    /** With its article, as a message names it. */
    static String named(JsonNode value) {
        return switch (type(value)) {
            case "null" -> "null";
            case "array" -> "an array";
            case "object" -> "an object";
            case String other -> "a " + other;
        };
    }

    /** All but null and false is true. */
    static boolean isTrue(JsonNode value) {
        return !value.isNull() && !(value.isBoolean() && !value.booleanValue());
    }

    /** The order of jq: null, false, true, numbers, texts, arrays, objects by their keys and then by their values. */
    static int compare(JsonNode one, JsonNode other) {
        var type = type(one);
        var byType = Integer.compare(TYPES.indexOf(type), TYPES.indexOf(type(other)));
        if (byType != 0) {
            return byType;
        }
        return switch (type) {
            case "boolean" -> Boolean.compare(one.booleanValue(), other.booleanValue());
            case "number" -> one.decimalValue().compareTo(other.decimalValue());
            case "string" -> one.asText().compareTo(other.asText());
            case "array" -> compareElements(one, other);
            case "object" -> compareFields(one, other);
            default -> 0;
        };
    }

    private static int compareElements(JsonNode one, JsonNode other) {
        for (var i = 0; i < Math.min(one.size(), other.size()); i++) {
            var order = compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    private static int compareFields(JsonNode one, JsonNode other) {
        var keys = sortedKeys(one);
        var otherKeys = sortedKeys(other);
        for (var i = 0; i < Math.min(keys.size(), otherKeys.size()); i++) {
            var order = keys.get(i).compareTo(otherKeys.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (keys.size() != otherKeys.size()) {
            return Integer.compare(keys.size(), otherKeys.size());
        }
        for (var key : keys) {
            var order = compare(one.path(key), other.path(key));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    static List<String> sortedKeys(JsonNode object) {
        var keys = new ArrayList<String>();
        object.fieldNames().forEachRemaining(keys::add);
        keys.sort(null);
        return keys;
    }
}
