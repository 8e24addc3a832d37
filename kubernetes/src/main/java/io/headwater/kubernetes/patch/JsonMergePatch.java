package io.headwater.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Patches in the form of what they change: a value replaces, null removes, objects are merged field by field, lists are replaced whole.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396, JSON Merge Patch</a>
 */
public final class JsonMergePatch {

    private JsonMergePatch() {}

    /**
     * What a patch makes of a value.
     *
     * @param target null for none
     */
    public static JsonNode apply(@Nullable JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch.deepCopy();
        }
        var result = target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        merge(result, changes);
        return result;
    }

    private static void merge(ObjectNode result, ObjectNode changes) {
        for (var change : changes.properties()) {
            if (change.getValue().isNull()) {
                result.remove(change.getKey());
            } else {
                result.set(change.getKey(), apply(result.get(change.getKey()), change.getValue()));
            }
        }
    }

    /** The smallest patch that makes one object of another; empty if they are equal. A field that is null is taken for one that is not there. */
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
