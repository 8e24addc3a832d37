package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The way to a field of an object: names of fields, and elements of lists by key, value or index. */
final class FieldPath {

    static final FieldPath ROOT = new FieldPath(null, "", "");

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_$-]+");

    private final @Nullable FieldPath parent;
    private final String name;
    private final String selector;

    /**
     * @param name the name of a field; empty for an element
     * @param selector which element, in brackets; empty for a field
     */
    private FieldPath(@Nullable FieldPath parent, String name, String selector) {
        this.parent = parent;
        this.name = name;
        this.selector = selector;
    }

    FieldPath field(String field) {
        return new FieldPath(this, field, "");
    }

    /** An element of a list, named by its key fields. */
    FieldPath element(ObjectNode keys) {
        return new FieldPath(
                this,
                "",
                keys.properties().stream()
                        .map(key -> key.getKey() + "=" + key.getValue().asText())
                        .collect(Collectors.joining(",", "[", "]")));
    }

    /** An element of a set. */
    FieldPath value(JsonNode value) {
        return new FieldPath(this, "", "[=" + value.asText() + "]");
    }

    FieldPath index(int index) {
        return new FieldPath(this, "", "[" + index + "]");
    }

    /** The name of the field; empty for an element of a list. */
    String name() {
        return name;
    }

    /** The field that holds this one, the list for an element, the root for itself. */
    FieldPath parent() {
        return parent == null ? this : parent;
    }

    /** The name of the nearest field that has one: a list's for its element. */
    String nearestName() {
        var path = this;
        while (path.name.isEmpty() && path.parent != null) {
            path = path.parent;
        }
        return path.name;
    }

    /** {@code spec.ports[port=80,protocol=TCP].targetPort}, and {@code ["…"]} for a name that is more than a word. */
    @Override
    public String toString() {
        if (parent == null) {
            return "";
        }
        var holder = parent.toString();
        if (name.isEmpty()) {
            return holder + selector;
        }
        if (!PLAIN_NAME.matcher(name).matches()) {
            return holder + "[\"" + name + "\"]";
        }
        return holder.isEmpty() ? name : holder + "." + name;
    }
}
