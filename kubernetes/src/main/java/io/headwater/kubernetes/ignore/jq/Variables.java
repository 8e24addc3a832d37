package io.headwater.kubernetes.ignore.jq;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The variables that are bound, the last one first.
 *
 * @param outer null for none
 */
record Variables(@Nullable Variables outer, String name, JsonNode value) {

    /** @throws IllegalStateException if there is none of this name, which no parsed program asks for */
    static JsonNode value(@Nullable Variables variables, String name) {
        for (var at = variables; at != null; at = at.outer) {
            if (at.name.equals(name)) {
                return at.value;
            }
        }
        throw new IllegalStateException("a program uses the variable '" + name + "' without binding it");
    }
}
