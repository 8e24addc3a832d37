package io.headwater.healthchecker.core;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The smallest patch that makes one tree of another.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396, JSON Merge Patch</a>
 */
public final class MergePatches {

    private MergePatches() {}

    /** The patch; empty if the trees are equal. Lists are replaced whole, as the standard has it. */
    public static ObjectNode between(ObjectNode before, ObjectNode after) {
        var patch = JsonNodeFactory.instance.objectNode();
        before.properties().forEach(entry -> {
            if (!after.has(entry.getKey())) {
                patch.putNull(entry.getKey());
            }
        });
        after.properties().forEach(entry -> {
            var earlier = before.get(entry.getKey());
            var value = entry.getValue();
            if (value instanceof ObjectNode object && earlier instanceof ObjectNode earlierObject) {
                var nested = between(earlierObject, object);
                if (!nested.isEmpty()) {
                    patch.set(entry.getKey(), nested);
                }
            } else if (!value.equals(earlier)) {
                patch.set(entry.getKey(), value);
            }
        });
        return patch;
    }
}
