package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.SameJson;
import io.headwater.kubernetes.merge.ValueType.AtomicList;
import io.headwater.kubernetes.merge.ValueType.AtomicObject;
import io.headwater.kubernetes.merge.ValueType.Deduced;
import io.headwater.kubernetes.merge.ValueType.GranularObject;
import io.headwater.kubernetes.merge.ValueType.KeyedList;
import io.headwater.kubernetes.merge.ValueType.Reference;
import io.headwater.kubernetes.merge.ValueType.Scalar;
import io.headwater.kubernetes.merge.ValueType.SetList;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Merges two trees of one type: what the second says replaces what the first does, and the rest of the first stays. What does not change is the first itself.
 */
final class Merging {

    private Merging() {}

    static JsonNode merge(@Nullable JsonNode live, @Nullable JsonNode applied, ValueType type) {
        if (applied == null) {
            return required(live);
        }
        var typed = type.of(applied);
        if (live == null) {
            checked(applied, typed);
            return applied;
        }
        if (isEmpty(applied) && isEmpty(live)) {
            return one(live, applied);
        }
        if (applied.isNull() && type.of(live) instanceof GranularObject) {
            return live; // null says nothing about an object that has parts
        }
        if (!type.of(live).getClass().equals(typed.getClass())) {
            return applied;
        }
        return switch (typed) {
            case Scalar(), AtomicList(), AtomicObject _ -> one(live, applied);
            case GranularObject object -> fields(live, applied, object);
            case SetList set ->
                ElementsInStep.are(set, live, applied)
                        ? live
                        : list(live, ListElements.of(set, live), ListElements.of(set, applied));
            case KeyedList list ->
                ElementsInStep.are(list, live, applied)
                        ? inStep(live, applied, list.element())
                        : list(live, ListElements.of(list, live), ListElements.of(list, applied));
            case Deduced(), Reference _ -> throw new IllegalStateException("a type that is not resolved");
        };
    }

    /** What is new as a whole is taken as it is, but must be of its type as well. */
    private static void checked(JsonNode applied, ValueType type) {
        switch (type) {
            case Scalar(), AtomicList(), AtomicObject _ -> {}
            case GranularObject object ->
                applied.properties()
                        .forEach(field -> checked(
                                field.getValue(), object.typeOf(field.getKey()).of(field.getValue())));
            case SetList set -> checked(ListElements.of(set, applied));
            case KeyedList list -> checked(ListElements.of(list, applied));
            case Deduced(), Reference _ -> throw new IllegalStateException("a type that is not resolved");
        }
    }

    private static void checked(ListElements applied) {
        applied.requireUnique();
        for (var name : applied.names()) {
            var element = applied.get(name).getFirst();
            checked(element, applied.type().of(element));
        }
    }

    private static JsonNode fields(JsonNode live, JsonNode applied, GranularObject type) {
        if (!live.isObject() || !applied.isObject()) {
            return applied.isNull() ? live : applied;
        }
        ObjectNode merged = null;
        for (var field : applied.properties()) {
            var before = live.get(field.getKey());
            var after = merge(before, field.getValue(), type.typeOf(field.getKey()));
            if (after != before) {
                merged = merged == null ? JsonNodeFactory.instance.objectNode().setAll((ObjectNode) live) : merged;
                merged.set(field.getKey(), after);
            }
        }
        return merged == null ? live : merged;
    }

    /** Merges lists of the same elements in the same order. */
    private static JsonNode inStep(JsonNode live, JsonNode applied, ValueType type) {
        ArrayNode merged = null;
        for (var i = 0; i < live.size(); i++) {
            var before = live.get(i);
            var after = merge(before, applied.get(i), type);
            if (after != before) {
                merged = merged == null
                        ? JsonNodeFactory.instance.arrayNode(live.size()).addAll((ArrayNode) live)
                        : merged;
                merged.set(i, after);
            }
        }
        return merged == null ? live : merged;
    }

    /** Of two values that are equal, the one that is there. */
    private static JsonNode one(JsonNode live, JsonNode applied) {
        return SameJson.isSame(live, applied) ? live : applied;
    }

    /** The merged list; the one that is there if that is the same. */
    private static JsonNode list(JsonNode live, ListElements before, ListElements applied) {
        var merged = elements(before, applied);
        if (merged.size() != live.size()) {
            return merged;
        }
        for (var i = 0; i < merged.size(); i++) {
            if (merged.get(i) != live.get(i)) {
                return merged;
            }
        }
        return live;
    }

    /**
     * The elements of both. Those that are applied come in the order in which they are applied; one that is live alone stays before the element that
     * follows it, as far as that order lets it.
     */
    private static JsonNode elements(ListElements live, ListElements applied) {
        applied.requireUnique();
        var merged = JsonNodeFactory.instance.arrayNode();
        var shared = new ArrayDeque<>(applied.names().stream().filter(live::has).toList());
        var before = new ArrayDeque<>(live.names());
        var after = new ArrayDeque<>(applied.names());
        while (!before.isEmpty() || !after.isEmpty()) {
            var old = before.peek();
            var next = after.peek();
            if (old != null && next != null) {
                if (old.equals(next)) {
                    merged.add(element(live, applied, old));
                    before.remove();
                    after.remove();
                    shared.poll();
                    continue;
                }
                if (applied.has(old) && !shared.isEmpty() && !shared.peek().equals(old)) {
                    before.remove();
                    continue;
                }
            }
            if (old != null && !applied.has(old)) {
                live.get(old).forEach(merged::add);
                before.remove();
            } else if (next != null) {
                merged.add(element(live, applied, next));
                after.remove();
                if (next.equals(shared.peek())) {
                    shared.remove();
                }
            } else {
                before.remove();
            }
        }
        return merged;
    }

    private static JsonNode element(ListElements live, ListElements applied, PathElement name) {
        var were = live.get(name);
        return merge(
                were.size() == 1 ? were.getFirst() : null, applied.get(name).getFirst(), applied.type());
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull() || (value.isContainerNode() && value.isEmpty());
    }

    private static JsonNode required(@Nullable JsonNode live) {
        if (live == null) {
            throw new IllegalStateException("nothing to merge");
        }
        return live;
    }
}
