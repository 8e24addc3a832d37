package io.headwater.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists as strategic merge patch merges them: objects by their merge key, scalars as a set; what the patch names in its order, the rest where it was. */
final class ListMerge {

    private ListMerge() {}

    /** @throws PatchException if an element of the patch lacks the key, or the directive of one is unknown */
    static ArrayNode merged(ArrayNode before, ArrayNode change, PatchType.Field field) {
        if (before.isEmpty() && change.isEmpty()) {
            return before;
        }
        var isOfObjects = !field.mergeKey().isEmpty() || change.path(0).isObject();
        var merged = isOfObjects ? mergedObjects(before, change, field) : mergedScalars(before, change);
        return ordered(merged, change, before, field.mergeKey());
    }

    private static ArrayNode mergedScalars(ArrayNode before, ArrayNode change) {
        var values = new LinkedHashSet<JsonNode>();
        before.forEach(values::add);
        change.forEach(values::add);
        return list(values);
    }

    private static ArrayNode mergedObjects(ArrayNode before, ArrayNode change, PatchType.Field field) {
        var mergeKey = field.mergeKey();
        if (mergeKey.isEmpty()) {
            throw new PatchException("a list of objects has no merge key");
        }
        var isReplaced = false;
        var deleted = new HashSet<JsonNode>();
        var changes = new ArrayList<ObjectNode>();
        for (var element : change) {
            var patch = object(element, mergeKey);
            switch (patch.path(StrategicMergePatch.PATCH).asText("")) {
                case "" -> changes.add(patch);
                case "delete" -> deleted.add(key(patch, mergeKey));
                case "replace" -> isReplaced = true;
                case String other -> throw StrategicMergePatch.unknownDirective(other);
            }
        }
        var kept = JsonNodeFactory.instance.arrayNode();
        if (!isReplaced) {
            before.forEach(element -> {
                if (!deleted.contains(keyOrItself(element, mergeKey))) {
                    kept.add(element);
                }
            });
        }
        return merged(kept, changes, field);
    }

    /** A key that several elements have stands for the first of them: a list that is there may hold it more than once. */
    private static ArrayNode merged(ArrayNode elements, List<ObjectNode> changes, PatchType.Field field) {
        var first = places(elements, field.mergeKey());
        for (var patch : changes) {
            var place = first.putIfAbsent(key(patch, field.mergeKey()), elements.size());
            if (place == null) {
                elements.add(StrategicMergePatch.asWritten(patch));
            } else if (elements.get(place) instanceof ObjectNode existing) {
                elements.set(place, StrategicMergePatch.merged(existing, patch, field.type()));
            }
        }
        return elements;
    }

    /** @throws PatchException if an element of the patch is not in the order, or comes out of it */
    static void requireOrdered(@Nullable ArrayNode change, ArrayNode order, String mergeKey) {
        if (change == null || change.isEmpty() || order.isEmpty()) {
            return;
        }
        var place = 0;
        for (var element : change) {
            if (element.has(StrategicMergePatch.PATCH)) {
                continue;
            }
            var key = keyOrItself(element, mergeKey);
            while (place < order.size()
                    && !keyOrItself(order.get(place), mergeKey).equals(key)) {
                place++;
            }
            if (place == order.size()) {
                throw new PatchException("the order of a list does not agree with its elements in the patch");
            }
            place++;
        }
    }

    /**
     * Puts elements that the patch names in its order; the others keep theirs, and stay before those that they were before.
     *
     * @param order of the patch
     * @param before the list as it was; null if there was none
     */
    static ArrayNode ordered(ArrayNode merged, ArrayNode order, @Nullable ArrayNode before, String mergeKey) {
        var inPatch = places(order, mergeKey);
        var inServer = before == null ? Map.<JsonNode, Integer>of() : places(before, mergeKey);
        var named = new ArrayList<JsonNode>();
        var others = new ArrayList<JsonNode>();
        merged.forEach(element -> (inPatch.containsKey(keyOrItself(element, mergeKey)) ? named : others).add(element));
        named.sort(Comparator.comparing(element -> inPatch.getOrDefault(keyOrItself(element, mergeKey), 0)));
        var result = JsonNodeFactory.instance.arrayNode();
        var next = 0;
        for (var other : others) {
            var place = inServer.get(keyOrItself(other, mergeKey));
            while (next < named.size() && !isBefore(place, inServer.get(keyOrItself(named.get(next), mergeKey)))) {
                result.add(named.get(next++));
            }
            result.add(other);
        }
        named.subList(next, named.size()).forEach(result::add);
        return result;
    }

    /**
     * The order in which the API server takes the elements that were there for, once it has deleted some and appended others: its list is changed in place,
     * so that what is appended takes the places of what was deleted, and is taken for something that stood there.
     */
    static ArrayNode orderLeftBehind(ArrayNode before, Predicate<JsonNode> isDeleted, List<JsonNode> appended) {
        var order = new ArrayList<JsonNode>();
        before.forEach(element -> {
            if (!isDeleted.test(element)) {
                order.add(element);
            }
        });
        var places = before.size() - order.size();
        order.addAll(appended.subList(0, Math.min(places, appended.size())));
        return list(order);
    }

    /** As {@link #orderLeftBehind(ArrayNode, Predicate, List)}, after a patch; one that replaces the list leaves it as it was. */
    static ArrayNode orderLeftBehind(ArrayNode before, ArrayNode change, String mergeKey) {
        var present = byKey(before, mergeKey).keySet();
        var deleted = new HashSet<JsonNode>();
        var appended = new ArrayList<JsonNode>();
        for (var element : change) {
            var directive = element.path(StrategicMergePatch.PATCH).asText("");
            if (directive.equals("replace")) {
                return before;
            }
            var key = keyOrItself(element, mergeKey);
            if (directive.equals("delete")) {
                deleted.add(key);
            } else if (!present.contains(key)) {
                appended.add(element);
            }
        }
        return orderLeftBehind(before, element -> deleted.contains(keyOrItself(element, mergeKey)), appended);
    }

    private static boolean isBefore(@Nullable Integer other, @Nullable Integer named) {
        return other != null && named != null && other < named;
    }

    private static Map<JsonNode, Integer> places(ArrayNode list, String mergeKey) {
        var places = new HashMap<JsonNode, Integer>();
        for (var i = 0; i < list.size(); i++) {
            places.putIfAbsent(keyOrItself(list.get(i), mergeKey), i);
        }
        return places;
    }

    private static ObjectNode object(JsonNode element, String mergeKey) {
        if (element instanceof ObjectNode object) {
            return object;
        }
        throw new PatchException("an element of a list with the key '%s' is no object".formatted(mergeKey));
    }

    private static JsonNode key(ObjectNode element, String mergeKey) {
        var key = element.get(mergeKey);
        if (key == null) {
            throw new PatchException("an element of a list lacks its key '%s'".formatted(mergeKey));
        }
        return key;
    }

    static JsonNode keyOrItself(JsonNode element, String mergeKey) {
        var key = mergeKey.isEmpty() ? null : element.get(mergeKey);
        return key == null ? element : key;
    }

    /** The elements of a list by their keys, or by themselves; none of what is no list. */
    static Map<JsonNode, JsonNode> byKey(JsonNode list, String mergeKey) {
        var elements = new LinkedHashMap<JsonNode, JsonNode>();
        list.forEach(element -> elements.putIfAbsent(keyOrItself(element, mergeKey), element));
        return elements;
    }

    private static ArrayNode list(Iterable<? extends JsonNode> elements) {
        var list = JsonNodeFactory.instance.arrayNode();
        elements.forEach(list::add);
        return list;
    }
}
