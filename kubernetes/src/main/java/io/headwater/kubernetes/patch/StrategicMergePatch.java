package io.headwater.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Patches in the form of what they change, in which lists are merged element by element where their type says so, and directives say what a value alone can't:
 * {@code $patch}, {@code $retainKeys}, {@code $setElementOrder/…} and {@code $deleteFromPrimitiveList/…}.
 *
 * @see <a href="https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md">Strategic merge patch</a>
 */
public final class StrategicMergePatch {

    static final String PATCH = "$patch";

    private static final String RETAIN_KEYS = "$retainKeys";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE_VALUES = "$deleteFromPrimitiveList/";

    private StrategicMergePatch() {}

    /**
     * What a patch makes of an object.
     *
     * @throws PatchException if the patch makes no sense for the type
     */
    public static ObjectNode apply(ObjectNode object, ObjectNode patch, PatchType type) {
        return merged(object.deepCopy(), patch.deepCopy(), type);
    }

    /**
     * Merges a patch into an object.
     *
     * @param result the object, of which is made what it becomes
     * @param patch of which parts are used up
     */
    static ObjectNode merged(ObjectNode result, ObjectNode patch, PatchType type) {
        var directive = patch.get(PATCH);
        if (directive != null) {
            return switch (directive.asText()) {
                case "replace" -> asWritten(patch);
                case "delete" -> JsonNodeFactory.instance.objectNode();
                case String other -> throw unknownDirective(other);
            };
        }
        retainKeys(result, patch);
        mergeOrderedLists(result, patch, type);
        for (var change : List.copyOf(patch.properties())) {
            mergeField(result, change.getKey(), change.getValue(), type);
        }
        return result;
    }

    /** Drops what a patch does not name, where it says that it names all. */
    private static void retainKeys(ObjectNode result, ObjectNode patch) {
        var directive = patch.remove(RETAIN_KEYS);
        if (directive == null) {
            return;
        }
        if (!directive.isArray()) {
            throw new PatchException(RETAIN_KEYS + " is no list");
        }
        var retained = new HashSet<String>();
        directive.forEach(key -> retained.add(key.asText()));
        patch.properties().forEach(change -> {
            var name = change.getKey();
            if (!change.getValue().isNull() && !isDirective(name) && !retained.contains(name)) {
                throw new PatchException("the patch changes '%s', which %s does not name".formatted(name, RETAIN_KEYS));
            }
        });
        result.retain(retained);
    }

    private static boolean isDirective(String name) {
        return name.startsWith(ORDER) || name.startsWith(DELETE_VALUES);
    }

    /** Lists of which the patch tells the order are merged first, and are not looked at again. */
    private static void mergeOrderedLists(ObjectNode result, ObjectNode patch, PatchType type) {
        for (var directive : List.copyOf(patch.properties())) {
            if (!directive.getKey().startsWith(ORDER)) {
                continue;
            }
            patch.remove(directive.getKey());
            var name = directive.getKey().substring(ORDER.length());
            if (!(directive.getValue() instanceof ArrayNode order)) {
                throw new PatchException(directive.getKey() + " is no list");
            }
            var before = list(result, name);
            var change = list(patch, name);
            var field = type.field(name);
            ListMerge.requireOrdered(change, order, field.mergeKey());
            if (before == null && change == null) {
                continue;
            }
            patch.remove(name);
            var merged = merged(before, change, field);
            result.set(name, ListMerge.ordered(merged, order, leftBehind(before, change, field), field.mergeKey()));
        }
    }

    private static @Nullable ArrayNode leftBehind(
            @Nullable ArrayNode before, @Nullable ArrayNode change, PatchType.Field field) {
        if (before == null
                || change == null
                || !field.isMergedList()
                || field.mergeKey().isEmpty()) {
            return before;
        }
        return ListMerge.orderLeftBehind(before, change, field.mergeKey());
    }

    private static @Nullable ArrayNode list(ObjectNode object, String name) {
        return switch (object.get(name)) {
            case null -> null;
            case NullNode _ -> null;
            case ArrayNode list -> list;
            default -> throw new PatchException("'%s' is no list".formatted(name));
        };
    }

    private static ArrayNode merged(@Nullable ArrayNode before, @Nullable ArrayNode change, PatchType.Field field) {
        if (change == null) {
            return before == null ? JsonNodeFactory.instance.arrayNode() : before;
        }
        if (before == null) {
            return (ArrayNode) withoutMarked(change);
        }
        return field.isMergedList() ? ListMerge.merged(before, change, field) : asWritten(change);
    }

    private static void mergeField(ObjectNode result, String key, JsonNode change, PatchType type) {
        if (key.startsWith(DELETE_VALUES)) {
            deleteValues(result, key.substring(DELETE_VALUES.length()), change);
            return;
        }
        if (change.isNull()) {
            result.remove(key);
            return;
        }
        var before = result.get(key);
        switch (change) {
            case ObjectNode object
            when before instanceof ObjectNode existing -> {
                var field = type.field(key);
                result.set(key, field.isReplaced() ? asWritten(object) : merged(existing, object, field.type()));
            }
            case ArrayNode list
            when before instanceof ArrayNode existing -> {
                var field = type.field(key);
                result.set(key, field.isMergedList() ? ListMerge.merged(existing, list, field) : asWritten(list));
            }
            default -> setNew(result, key, change);
        }
    }

    private static void setNew(ObjectNode result, String key, JsonNode value) {
        if (value.has(PATCH)) {
            result.remove(key);
        } else {
            result.set(key, withoutMarked(value));
        }
    }

    private static void deleteValues(ObjectNode result, String name, JsonNode values) {
        if (!(values instanceof ArrayNode gone)) {
            throw new PatchException(DELETE_VALUES + name + " is no list");
        }
        if (result.get(name) instanceof ArrayNode existing) {
            var unwanted = new HashSet<JsonNode>();
            gone.forEach(unwanted::add);
            var kept = JsonNodeFactory.instance.arrayNode();
            existing.forEach(value -> {
                if (!unwanted.contains(value)) {
                    kept.add(value);
                }
            });
            result.set(name, kept);
        }
    }

    /** What a patch says of something that is not there yet: neither what it marks nor what is to be removed. */
    static JsonNode withoutMarked(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                var plain = JsonNodeFactory.instance.objectNode();
                object.properties().stream()
                        .filter(field -> isField(field.getKey())
                                && !field.getValue().isNull()
                                && !field.getValue().has(PATCH))
                        .forEach(field -> plain.set(field.getKey(), withoutMarked(field.getValue())));
                yield plain;
            }
            case ArrayNode list -> {
                var plain = JsonNodeFactory.instance.arrayNode();
                list.forEach(element -> {
                    if (!element.has(PATCH)) {
                        plain.add(withoutMarked(element));
                    }
                });
                yield plain;
            }
            default -> value;
        };
    }

    /** What is taken as it stands: directives in it mean nothing, and null is as good as nothing. */
    @SuppressWarnings("unchecked")
    static <T extends JsonNode> T asWritten(T value) {
        return (T)
                switch (value) {
                    case ObjectNode object -> {
                        var plain = JsonNodeFactory.instance.objectNode();
                        object.properties().stream()
                                .filter(field -> isField(field.getKey())
                                        && !field.getValue().isNull())
                                .forEach(field -> plain.set(field.getKey(), asWritten(field.getValue())));
                        yield plain;
                    }
                    case ArrayNode list -> {
                        var plain = JsonNodeFactory.instance.arrayNode();
                        list.forEach(element -> plain.add(asWritten(element)));
                        yield plain;
                    }
                    default -> value;
                };
    }

    private static boolean isField(String name) {
        return !name.equals(PATCH) && !name.equals(RETAIN_KEYS) && !isDirective(name);
    }

    static PatchException unknownDirective(String directive) {
        return new PatchException("%s is '%s', and may be replace or delete".formatted(PATCH, directive));
    }
}
