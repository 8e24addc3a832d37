package io.headwater.kubernetes.ignore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.ignore.jq.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fields of one tree, chosen to be left out of it. They are removed all at once, so that an index means the element that the tree has there, and no list is copied
 * more than once. Not thread-safe.
 */
final class Selection {

    private final Map<String, Selection> fields = new HashMap<>();
    private final Map<Integer, Selection> elements = new HashMap<>();
    private boolean whole;

    /** Adds a field by the way to it, which need not be there. */
    void add(List<Step> way) {
        if (way.isEmpty()) {
            whole = true;
            return;
        }
        var rest = way.subList(1, way.size());
        switch (way.getFirst()) {
            case Step.Name(var name) -> field(name).add(rest);
            case Step.Index(var index) -> element(index).add(rest);
            case Step.Range(var from, var to) -> {
                for (var index = from; index < to; index++) {
                    element(index).add(rest);
                }
            }
        }
    }

    Selection field(String name) {
        return fields.computeIfAbsent(name, _ -> new Selection());
    }

    Selection element(int index) {
        return elements.computeIfAbsent(index, _ -> new Selection());
    }

    /** Replaces what is chosen of an element. */
    void put(int index, Selection parts) {
        elements.put(index, parts);
    }

    /** Takes back a field. */
    void keep(String name) {
        fields.remove(name);
    }

    void addWhole() {
        whole = true;
    }

    boolean isEmpty() {
        return !whole && fields.isEmpty() && elements.isEmpty();
    }

    /** Whether the whole tree was chosen, and not only parts of it. */
    boolean isWhole() {
        return whole;
    }

    /** Takes back what an object cannot be without, where it was chosen: {@code apiVersion}, {@code kind}, its name and its namespace. */
    void keepIdentity(ObjectNode tree) {
        fields.remove("apiVersion");
        fields.remove("kind");
        var metadata = fields.get("metadata");
        if (metadata == null || !(tree.get("metadata") instanceof ObjectNode held)) {
            return;
        }
        if (metadata.whole) {
            metadata.whole = false;
            held.fieldNames().forEachRemaining(name -> metadata.field(name).whole = true);
        }
        metadata.fields.remove("name");
        metadata.fields.remove("namespace");
    }

    /** The tree without the fields; the same instance if it has none of them, and else one that shares all that did not change. */
    ObjectNode removedFrom(ObjectNode tree) {
        return withoutFields(tree);
    }

    private @Nullable JsonNode remainder(JsonNode tree) {
        if (whole) {
            return null;
        }
        return switch (tree) {
            case ObjectNode object when !fields.isEmpty() -> withoutFields(object);
            case ArrayNode list when !elements.isEmpty() -> withoutElements(list);
            default -> tree;
        };
    }

    private ObjectNode withoutFields(ObjectNode object) {
        ObjectNode changed = null;
        for (var chosen : fields.entrySet()) {
            var value = object.get(chosen.getKey());
            var remainder = value == null ? null : chosen.getValue().remainder(value);
            if (remainder == value) {
                continue;
            }
            if (changed == null) {
                changed = JsonNodeFactory.instance.objectNode().setAll(object);
            }
            if (remainder == null) {
                changed.remove(chosen.getKey());
            } else {
                changed.set(chosen.getKey(), remainder);
            }
        }
        return changed == null ? object : changed;
    }

    private ArrayNode withoutElements(ArrayNode list) {
        var remaining = JsonNodeFactory.instance.arrayNode(list.size());
        var isChanged = false;
        for (var i = 0; i < list.size(); i++) {
            var chosen = elements.get(i);
            var remainder = chosen == null ? list.get(i) : chosen.remainder(list.get(i));
            isChanged |= remainder != list.get(i);
            if (remainder != null) {
                remaining.add(remainder);
            }
        }
        return isChanged ? remaining : list;
    }
}
