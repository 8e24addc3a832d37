package io.headwater.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.Consumer;

/** An object in the making: shared with the one that it is made from until something changes. Confined to one thread. */
public final class Draft {

    private final ObjectNode given;
    private ObjectNode tree;

    public Draft(ObjectNode given) {
        this.given = given;
        this.tree = given;
    }

    /** A field; a missing node if it is not there. */
    public JsonNode get(String name) {
        var found = tree.get(name);
        return found == null ? MissingNode.getInstance() : found;
    }

    /** Whether a field has a value other than null. */
    public boolean has(String name) {
        return tree.hasNonNull(name);
    }

    /** The text of a field; empty if there is none. */
    public String text(String name) {
        return tree.path(name).asText("");
    }

    public void set(String name, JsonNode value) {
        if (tree.get(name) != value) {
            changing().set(name, value);
        }
    }

    public void set(String name, String value) {
        if (!text(name).equals(value) || value.isEmpty()) {
            set(name, TextNode.valueOf(value));
        }
    }

    public void set(String name, int value) {
        set(name, JsonNodeFactory.instance.numberNode(value));
    }

    public void setIfAbsent(String name, String value) {
        if (!has(name)) {
            set(name, value);
        }
    }

    public void setIfAbsent(String name, int value) {
        if (!has(name)) {
            set(name, value);
        }
    }

    public void setIfAbsent(String name, boolean value) {
        if (!has(name)) {
            set(name, BooleanNode.valueOf(value));
        }
    }

    public void setIfAbsent(String name, JsonNode value) {
        if (!has(name)) {
            set(name, value);
        }
    }

    public void remove(String name) {
        if (tree.has(name)) {
            changing().remove(name);
        }
    }

    /** Changes an object within this one; an empty one if it is not there. */
    public void within(String name, Consumer<Draft> change) {
        var before = tree.get(name) instanceof ObjectNode found ? found : JsonNodeFactory.instance.objectNode();
        set(name, changed(before, change));
    }

    /** Changes each object of a list; nothing if there is no list. */
    public void each(String name, Consumer<Draft> change) {
        var list = get(name);
        if (!list.isArray()) {
            return;
        }
        var changed = JsonNodeFactory.instance.arrayNode(list.size());
        var differs = false;
        for (var element : list) {
            var after = element instanceof ObjectNode object ? changed(object, change) : element;
            differs |= after != element;
            changed.add(after);
        }
        if (differs) {
            set(name, changed);
        }
    }

    private static ObjectNode changed(ObjectNode object, Consumer<Draft> change) {
        var draft = new Draft(object);
        change.accept(draft);
        return draft.tree();
    }

    /** What has become of it; the object that it was made from if nothing was changed. */
    public ObjectNode tree() {
        return tree;
    }

    private ObjectNode changing() {
        if (tree == given) {
            tree = JsonNodeFactory.instance.objectNode();
            tree.setAll(given);
        }
        return tree;
    }
}
