package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.merge.ValueType.AtomicList;
import io.headwater.kubernetes.merge.ValueType.AtomicObject;
import io.headwater.kubernetes.merge.ValueType.Deduced;
import io.headwater.kubernetes.merge.ValueType.GranularObject;
import io.headwater.kubernetes.merge.ValueType.KeyedList;
import io.headwater.kubernetes.merge.ValueType.Reference;
import io.headwater.kubernetes.merge.ValueType.Scalar;
import io.headwater.kubernetes.merge.ValueType.SetList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The elements of a list that is merged element by element, by their names, in the order of the list. Lists that are there may hold one twice. */
public final class ListElements {

    private final Map<PathElement, List<JsonNode>> elements = new LinkedHashMap<>();
    private final ValueType type;

    private ListElements(ValueType type) {
        this.type = type;
    }

    /** @param list null for none */
    public static ListElements of(SetList type, @Nullable JsonNode list) {
        var elements = new ListElements(type.element());
        for (var element : nonNull(list)) {
            elements.put(name(element), element);
        }
        return elements;
    }

    /**
     * @param list null for none
     * @throws MergeException if an element lacks a key that has no default
     */
    public static ListElements of(KeyedList type, @Nullable JsonNode list) {
        var elements = new ListElements(type.element());
        for (var element : nonNull(list)) {
            elements.put(name(type, element), element);
        }
        return elements;
    }

    private void put(PathElement name, JsonNode element) {
        var before = elements.put(name, List.of(element));
        if (before != null) {
            var all = new ArrayList<>(before);
            all.add(element);
            elements.put(name, all);
        }
    }

    /** The name of an element of a set. */
    static PathElement name(JsonNode element) {
        requireName(element);
        return PathElement.value(element);
    }

    /** @throws MergeException if an element of a set could not be named */
    static void requireName(JsonNode element) {
        if (element.isContainerNode() || element.isNull()) {
            throw new MergeException("an element of a set is no scalar");
        }
    }

    /**
     * The name of an element.
     *
     * @throws MergeException if it lacks a key that has no default
     */
    public static PathElement name(KeyedList type, JsonNode element) {
        requireObject(type, element);
        var values = new JsonNode[type.keys().size()];
        for (var i = 0; i < values.length; i++) {
            values[i] = key(type, i, element);
        }
        return PathElement.key(type.keys(), values);
    }

    /** @throws MergeException if an element could not be named */
    static void requireName(KeyedList type, JsonNode element) {
        requireObject(type, element);
        for (var i = 0; i < type.keys().size(); i++) {
            key(type, i, element);
        }
    }

    private static void requireObject(KeyedList type, JsonNode element) {
        if (!element.isObject()) {
            throw new MergeException("an element of a list with the keys %s is no object".formatted(type.keys()));
        }
    }

    private static JsonNode key(KeyedList type, int index, JsonNode element) {
        var name = type.keys().get(index);
        var value = element.get(name);
        return value == null
                ? defaultOf(type, name)
                        .orElseThrow(
                                () -> new MergeException("an element of a list lacks its key '%s'".formatted(name)))
                : value;
    }

    /** What a key of an element is taken for where it is not there. */
    static Optional<JsonNode> defaultOf(KeyedList type, String name) {
        return switch (type.element().of(JsonNodeFactory.instance.objectNode())) {
            case GranularObject object -> object.defaultOf(name);
            case AtomicObject object -> Optional.ofNullable(object.defaults().get(name));
            case Scalar(), AtomicList(), SetList _, KeyedList _, Deduced(), Reference _ -> Optional.empty();
        };
    }

    private static Iterable<JsonNode> nonNull(@Nullable JsonNode list) {
        return list == null || !list.isArray() ? List.of() : list;
    }

    /** The type of all elements. */
    public ValueType type() {
        return type;
    }

    /** Each name once, in the order of the list. */
    public Set<PathElement> names() {
        return Collections.unmodifiableSet(elements.keySet());
    }

    public boolean has(PathElement name) {
        return elements.containsKey(name);
    }

    /** The elements of a name: one, or several where the list holds it more than once, or none. */
    public List<JsonNode> get(PathElement name) {
        return elements.getOrDefault(name, List.of());
    }

    /** @throws MergeException if an element is there twice */
    void requireUnique() {
        elements.forEach((name, found) -> {
            if (found.size() > 1) {
                throw new MergeException("a list has the element %s twice".formatted(name));
            }
        });
    }
}
