package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The form of a {@link FieldSet} in {@code managedFields}: an object of steps, empty where it ends, with {@code .} for a field that is in the set beside
 * some of its parts.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/">Kubernetes: ObjectMeta, fieldsV1</a>
 */
public final class FieldsV1 {

    /** A step that leads nowhere, but says that the field is in the set beside its parts. */
    static final String ITSELF = ".";

    private FieldsV1() {}

    /** Reads a set; steps that nobody defined are left out, as they can name no field. */
    public static FieldSet read(JsonNode tree) {
        var builder = new FieldSet.Builder();
        for (var step : tree.properties()) {
            PathElement.parse(step.getKey()).ifPresent(element -> builder.put(element, entry(step.getValue())));
        }
        return builder.build();
    }

    /** The same set with all steps as {@link #write} writes them; the tree itself if they are, as they are in those of the API server. */
    static JsonNode canonical(JsonNode tree) {
        return isCanonical(tree) && !tree.has(ITSELF) ? tree : write(read(tree));
    }

    private static boolean isCanonical(JsonNode tree) {
        if (tree.isEmpty()) {
            return true;
        }
        for (var step : tree.properties()) {
            if (!step.getKey().equals(ITSELF)
                    && !(PathElement.isCanonical(step.getKey()) && isCanonical(step.getValue()))) {
                return false;
            }
        }
        return tree.isObject();
    }

    private static FieldSet.Entry entry(JsonNode below) {
        return new FieldSet.Entry(below.isEmpty() || below.has(ITSELF), read(below));
    }

    /** Writes a set. */
    public static ObjectNode write(FieldSet set) {
        var tree = JsonNodeFactory.instance.objectNode();
        set.forEach((element, entry) -> {
            var below = write(entry.parts());
            if (entry.member() && !below.isEmpty()) {
                below.putObject(ITSELF);
            }
            tree.set(element.written(), below);
        });
        return tree;
    }
}
