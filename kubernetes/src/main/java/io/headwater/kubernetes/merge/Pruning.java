package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.merge.ValueType.AtomicList;
import io.headwater.kubernetes.merge.ValueType.AtomicObject;
import io.headwater.kubernetes.merge.ValueType.Field;
import io.headwater.kubernetes.merge.ValueType.GranularObject;
import io.headwater.kubernetes.merge.ValueType.KeyedList;
import io.headwater.kubernetes.merge.ValueType.SetList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes from a merged object what its applier said last time and says no more, unless somebody else manages it or a part of it.
 *
 * <p>The API server works with sets of fields: it takes away all that was applied last, puts back what somebody manages, and removes what is
 * missing then. This goes through the object once, and works out for each field in which of these sets it would be. A defined field counts as named by
 * whoever names a part of it; elements of lists and fields of maps have to be named themselves.
 *
 * @see <a href="https://github.com/kubernetes-sigs/structured-merge-diff/blob/master/merge/update.go">structured-merge-diff: prune</a>
 */
final class Pruning {

    /** Whether the value that was gone through last counts as a field where that is defined: it is no object without any. */
    private boolean hasFields;

    /** The same of what is left of it in the end, as far as it is left itself. */
    private boolean keepsFields;

    /** Whether it was an object of which nothing is left, or would not be if nobody else managed it. */
    private boolean isEmptied;

    private Pruning() {}

    /**
     * What is known of a place in the object.
     *
     * @param last what was applied last at and below it; null for nothing
     * @param others what other managers have there; null for nothing
     * @param applied what is applied there now; null for nothing
     * @param isTaken whether it is a field that was applied last, or within one
     * @param isLeft whether, if it is taken, somebody manages it and all that it is within
     */
    private record Place(
            @Nullable WrittenFields last,
            @Nullable WrittenFields others,
            @Nullable JsonNode applied,
            boolean isTaken,
            boolean isLeft) {

        /** Whether nothing can be removed here, and it is known what is left. */
        boolean isSettled() {
            return last == null && !(isTaken && isLeft);
        }

        Place field(String name, @Nullable Field definition, ValueType type) {
            var step = definition == null ? WrittenFields.stepTo(name) : definition.step();
            var part = applied == null ? null : applied.get(name);
            var isDefined = definition != null;
            return at(step, part, isDefined, part != null && (!isDefined || hasFields(part, type)));
        }

        Place element(PathElement name, @Nullable JsonNode part) {
            return at(name.written(), part, false, part != null);
        }

        private Place at(String step, @Nullable JsonNode part, boolean isDefined, boolean isApplied) {
            var lastPart = last == null ? null : last.at(step);
            var othersPart = others == null || !isLeft ? null : others.at(step);
            var taken = isTaken || names(lastPart, isDefined);
            return new Place(
                    lastPart, othersPart, part, taken, isLeft && (!taken || isApplied || names(othersPart, isDefined)));
        }

        /** The same place, with nothing of it left. */
        Place lost() {
            return new Place(last, others, applied, isTaken, false);
        }

        /** Whether it was applied last itself. */
        boolean wasApplied(boolean isDefined) {
            return names(last, isDefined);
        }

        /** Who names a part of a defined field names that. */
        private static boolean names(@Nullable WrittenFields fields, boolean isDefined) {
            return fields != null && (isDefined || fields.isMember());
        }
    }

    /**
     * The object without what is said no more; itself if that is nothing.
     *
     * @param last what was applied last time
     * @param others what other managers have; null for nothing
     * @param applied what is applied now, which the object has
     * @throws MergeException if the object does not fit its type
     */
    static JsonNode pruned(
            JsonNode merged, ValueType type, WrittenFields last, @Nullable WrittenFields others, JsonNode applied) {
        return new Pruning().value(merged, type, new Place(last, others, applied, false, true));
    }

    /** A value without the parts that are removed; null if all are. */
    private JsonNode value(JsonNode value, ValueType type, Place place) {
        var typed = type.of(value);
        isEmptied = false;
        if (place.isSettled()) {
            requireNames(value, typed);
        } else if (typed instanceof GranularObject object && value instanceof ObjectNode given) {
            return fields(given, object, place);
        } else if (typed instanceof SetList set && value instanceof ArrayNode list) {
            var inStep = place.applied() != null && ElementsInStep.are(set, list, place.applied());
            var applied = inStep ? null : ListElements.of(set, place.applied());
            return elements(list, null, ListElements.of(set, list), applied, place);
        } else if (typed instanceof KeyedList keyed && value instanceof ArrayNode list) {
            var inStep = place.applied() != null && ElementsInStep.are(keyed, list, place.applied());
            var applied = inStep ? null : ListElements.of(keyed, place.applied());
            return elements(list, keyed, ListElements.of(keyed, list), applied, place);
        } else {
            isEmptied = !place.isTaken() && (typed instanceof AtomicList || typed instanceof AtomicObject);
        }
        hasFields = hasFields(value, typed);
        keepsFields = hasFields;
        return value;
    }

    private JsonNode fields(ObjectNode given, GranularObject type, Place place) {
        ObjectNode left = null;
        var has = given.isEmpty();
        var keeps = given.isEmpty();
        var taken = 0;
        var gone = 0;
        for (var field : given.properties()) {
            var name = field.getKey();
            var definition = type.definitionOf(name);
            var ofField = type.typeOf(definition);
            var below = place.field(name, definition, ofField);
            var after = value(field.getValue(), ofField, below);
            var isDefined = definition != null;
            var isField = hasFields || !isDefined;
            var isKept = below.isLeft() && (keepsFields || !isDefined);
            has |= isField;
            keeps |= isField && isKept;
            taken += below.isTaken() ? 1 : 0;
            gone += isField && !below.isLeft() ? 1 : 0;
            if (isField && !isKept && below.wasApplied(isDefined)) {
                left = left == null ? copy(given) : left;
                left.remove(name);
            } else if (after != field.getValue()) {
                left = left == null ? copy(given) : left;
                left.set(name, after);
            }
        }
        hasFields = has;
        keepsFields = keeps || gone == given.size();
        isEmptied = place.isTaken() ? gone == given.size() && gone > 0 : taken == given.size();
        return left == null ? given : left.isEmpty() ? NullNode.instance : left;
    }

    /**
     * @param type null for a set
     * @param applied the elements that are applied; null if they are those of the list, in the same order
     */
    private JsonNode elements(
            ArrayNode given,
            @Nullable KeyedList type,
            ListElements elements,
            @Nullable ListElements applied,
            Place place) {
        var places = new LinkedHashMap<PathElement, Place>();
        var index = 0;
        for (var name : elements.names()) {
            places.put(
                    name,
                    place.element(name, applied == null ? at(place.applied(), index++) : first(applied.get(name))));
        }
        var doubled = type == null || !place.isLeft() ? Set.<PathElement>of() : rename(type, elements, places);
        var left = JsonNodeFactory.instance.arrayNode(given.size());
        var differs = false;
        for (var entry : places.entrySet()) {
            var below = entry.getValue();
            var isRemoved = !below.isLeft() && below.wasApplied(false);
            var found = elements.get(entry.getKey());
            for (var element : found) {
                var inside = doubled.contains(entry.getKey()) ? below.lost() : below;
                var after = found.size() == 1 ? element(element, elements.type(), inside) : element;
                differs |= after != element;
                if (!isRemoved) {
                    left.add(after);
                }
            }
            differs |= isRemoved;
        }
        hasFields = !given.isEmpty();
        keepsFields = hasFields;
        isEmptied = false;
        return !differs ? given : left.isEmpty() ? NullNode.instance : left;
    }

    /**
     * Takes care of elements that would be left without a key of theirs, and so under another name, if its default is another: nothing is left under their own.
     *
     * @return the names that others have then, too, so that nothing is known of parts
     */
    private Set<PathElement> rename(KeyedList type, ListElements elements, Map<PathElement, Place> places) {
        var names = new HashSet<PathElement>();
        for (var entry : places.entrySet()) {
            var found = elements.get(entry.getKey());
            if (entry.getValue().isLeft() && entry.getValue().isTaken() && found.size() == 1) {
                var left = withKeysLeft(type, found.getFirst(), entry.getValue());
                var name = left == found.getFirst() ? entry.getKey() : ListElements.name(type, left);
                if (!name.equals(entry.getKey())) {
                    element(found.getFirst(), elements.type(), entry.getValue());
                    entry.setValue(entry.getValue().lost());
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static JsonNode withKeysLeft(KeyedList type, JsonNode element, Place place) {
        ObjectNode left = null;
        if (type.element().of(element) instanceof GranularObject object && element instanceof ObjectNode given) {
            for (var key : type.keys()) {
                var definition = object.definitionOf(key);
                if (given.has(key)
                        && !place.field(key, definition, object.typeOf(definition))
                                .isLeft()) {
                    left = left == null ? copy(given) : left;
                    left.remove(key);
                }
            }
        }
        return left == null ? element : left;
    }

    private JsonNode element(JsonNode element, ValueType type, Place place) {
        var after = value(element, type, place);
        if (isEmptied && place.isLeft()) {
            throw new MergeException("nothing would be left of an element of a list, not even its keys");
        }
        return after;
    }

    private static @Nullable JsonNode at(@Nullable JsonNode list, int index) {
        return list == null ? null : list.get(index);
    }

    private static @Nullable JsonNode first(List<JsonNode> elements) {
        return elements.isEmpty() ? null : elements.getFirst();
    }

    private static ObjectNode copy(ObjectNode given) {
        return JsonNodeFactory.instance.objectNode().setAll(given);
    }

    /** Whether a value counts as a field where that is defined: it is a leaf, or a part of it counts. */
    private static boolean hasFields(JsonNode value, ValueType type) {
        var typed = type.of(value);
        if (value.isNull() || (value.isObject() && value.isEmpty())) {
            return true;
        }
        if (typed instanceof SetList || typed instanceof KeyedList) {
            return value.isArray() && !value.isEmpty();
        }
        if (!(typed instanceof GranularObject object)) {
            return true;
        }
        for (var field : value.properties()) {
            var definition = object.definitionOf(field.getKey());
            if (definition == null || hasFields(field.getValue(), definition.type())) {
                return true;
            }
        }
        return false;
    }

    /** Goes through what is not changed, since also there each element of a list must have its name. */
    private static void requireNames(JsonNode value, ValueType type) {
        if (type instanceof GranularObject object) {
            for (var field : value.properties()) {
                requireNames(field.getValue(), object.typeOf(field.getKey()).of(field.getValue()));
            }
        } else if (type instanceof KeyedList keyed && value.isArray()) {
            for (var element : value) {
                ListElements.requireName(keyed, element);
                requireNames(element, keyed.element().of(element));
            }
        } else if (type instanceof SetList && value.isArray()) {
            for (var element : value) {
                ListElements.requireName(element);
            }
        }
    }
}
