package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.jspecify.annotations.Nullable;

/** The elements of a list that is merged element by element, by their names, in the order of the list. Lists that are there may hold one twice. */
public final class ListElements {

    private final Map<PathElement, List<JsonNode>> elements;
    private final ValueType type;

    private ListElements(Map<PathElement, List<JsonNode>> elements, ValueType type) {
        this.elements = elements;
        this.type = type;
    }

    /** @param list null for none */
    public static ListElements of(SetList type, @Nullable JsonNode list) {
        var elements = new LinkedHashMap<PathElement, List<JsonNode>>();
        for (var element : nonNull(list)) {
            if (element.isContainerNode() || element.isNull()) {
                throw new MergeException("an element of a set is no scalar");
            }
            put(elements, PathElement.value(element), element);
        }
        return new ListElements(elements, type.element());
    }

    /**
     * @param list null for none
     * @throws MergeException if an element lacks a key that has no default
     */
    public static ListElements of(KeyedList type, @Nullable JsonNode list) {
        var elements = new LinkedHashMap<PathElement, List<JsonNode>>();
        for (var element : nonNull(list)) {
            put(elements, PathElement.key(keys(type, element)), element);
        }
        return new ListElements(elements, type.element());
    }

    private static void put(Map<PathElement, List<JsonNode>> elements, PathElement name, JsonNode element) {
        elements.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(element);
    }

    private static ObjectNode keys(KeyedList type, JsonNode element) {
        if (!element.isObject()) {
            throw new MergeException("an element of a list with the keys %s is no object".formatted(type.keys()));
        }
        var keys = JsonNodeFactory.instance.objectNode();
        for (var name : type.keys()) {
            var value = element.get(name);
            keys.set(name, value == null ? defaultOf(type, name) : value);
        }
        return keys;
    }

    private static JsonNode defaultOf(KeyedList type, String name) {
        var found =
                switch (type.element().of(JsonNodeFactory.instance.objectNode())) {
                    case GranularObject object -> object.defaultOf(name);
                    case AtomicObject object ->
                        Optional.ofNullable(object.defaults().get(name));
                    case Scalar(), AtomicList(), SetList _, KeyedList _, Deduced(), Reference _ ->
                        Optional.<JsonNode>empty();
                };
        return found.orElseThrow(() -> new MergeException("an element of a list lacks its key '%s'".formatted(name)));
    }

    private static Iterable<JsonNode> nonNull(@Nullable JsonNode list) {
        return list == null || !list.isArray() ? List.of() : list;
    }

    /** The type of all elements. */
    public ValueType type() {
        return type;
    }

    public List<PathElement> names() {
        return List.copyOf(elements.keySet());
    }

    public boolean has(PathElement name) {
        return elements.containsKey(name);
    }

    /** The elements of a name: one, or several where the list holds it more than once, or none. */
    public List<JsonNode> get(PathElement name) {
        return elements.getOrDefault(name, Collections.emptyList());
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
