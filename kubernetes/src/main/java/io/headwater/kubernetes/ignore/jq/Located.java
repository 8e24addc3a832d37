package io.headwater.kubernetes.ignore.jq;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A value on its way through a program.
 *
 * @param place where it is in the tree; null if it is not from there
 */
record Located(JsonNode value, @Nullable Place place) {

    /** A value that is not from the tree. */
    static Located computed(JsonNode value) {
        return new Located(value, null);
    }
}
