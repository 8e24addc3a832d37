package io.headwater.healthchecker.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads {@code status.conditions}. */
final class Conditions {

    private Conditions() {}

    /** The condition of a type; empty if there is none. */
    static Optional<JsonNode> find(JsonNode object, String type) {
        for (var condition : object.path("status").path("conditions")) {
            if (condition.path("type").asText("").equals(type)) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    /** Whether the condition of a type has a status, as {@code True}. */
    static boolean has(JsonNode object, String type, String status) {
        return find(object, type)
                .filter(condition -> condition.path("status").asText("").equals(status))
                .isPresent();
    }

    static String messageOf(JsonNode condition) {
        return condition.path("message").asText("");
    }
}
