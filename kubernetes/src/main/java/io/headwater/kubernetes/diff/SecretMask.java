package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.schema.Draft;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Hides the values of Secrets, so that people see that a key was added, was removed or differs, and nothing more. The same value has the same mask, in whatever
 * tree it stands; another value has a longer one, or, of many values, one with a number. Not thread-safe; one for each object that is shown.
 */
public final class SecretMask {

    private static final String SHORTEST = "++++++++";
    private static final int LONGER = 4;
    private static final int MOST_LENGTHS = 16;
    private static final Set<String> SHOWN = Set.of("apiVersion", "kind", "metadata", "type", "immutable");
    private static final Pattern FIRST_FIELD = Pattern.compile("[.\\[]");
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final Map<String, String> masks = new HashMap<>();

    /** The tree of an object as it may be shown; the tree itself if it is no Secret's. */
    public JsonNode masked(JsonNode tree) {
        if (!(tree instanceof ObjectNode object) || !new KubernetesObject(object).isSecret()) {
            return tree;
        }
        var draft = new Draft(object);
        object.properties().forEach(field -> {
            if (!isShown(field.getKey())) {
                draft.set(field.getKey(), hidden(field.getValue()));
            }
        });
        if (object.at("/metadata/annotations").has(LAST_APPLIED)) {
            draft.within(
                    "metadata",
                    metadata -> metadata.within("annotations", annotations -> annotations.remove(LAST_APPLIED)));
        }
        return draft.tree();
    }

    /** A difference of an object as it may be shown; the difference itself if the object is no Secret. */
    public FieldDifference masked(FieldDifference difference, KubernetesObject object) {
        if (!object.isSecret() || isShown(firstOf(difference.path()))) {
            return difference;
        }
        return new FieldDifference(
                difference.path(),
                difference.desired() == null ? null : hidden(difference.desired()),
                difference.live() == null ? null : hidden(difference.live()),
                difference.owner(),
                difference.cause());
    }

    /** Whatever a Secret has besides may be a value, under a name that somebody has misspelt. */
    private static boolean isShown(String field) {
        return SHOWN.contains(field);
    }

    private static String firstOf(String path) {
        return FIRST_FIELD.split(path, 2)[0];
    }

    private JsonNode hidden(JsonNode value) {
        if (!(value instanceof ObjectNode values)) {
            return mask(value);
        }
        var draft = new Draft(values);
        values.properties().forEach(entry -> draft.set(entry.getKey(), mask(entry.getValue())));
        return draft.tree();
    }

    private JsonNode mask(JsonNode value) {
        return TextNode.valueOf(masks.computeIfAbsent(value.toString(), _ -> next(masks.size())));
    }

    private static String next(int number) {
        return number < MOST_LENGTHS
                ? SHORTEST + "+".repeat(LONGER * number)
                : SHORTEST + " (value %d)".formatted(number + 1);
    }
}
