package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step on the way to a field: into an object by name, or into a list by keys, by value or by position.
 *
 * <p>Two are equal if fieldsV1 writes them in the same way.
 *
 * @param kind what it steps into
 * @param text the name, or the keys, value or position as canonical JSON
 */
public record PathElement(Kind kind, String text) implements Comparable<PathElement> {

    /** What a step leads into; the order is the one in which fieldsV1 lists them. */
    public enum Kind {
        /** A field of an object. */
        FIELD("f:"),
        /** The element of a list whose keys have these values. */
        KEY("k:"),
        /** The element of a set that is this value. */
        VALUE("v:"),
        /** The element of a list at this position. */
        INDEX("i:");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** The field of an object. */
    public static PathElement field(String name) {
        return new PathElement(Kind.FIELD, name);
    }

    /** The element of a list that has these values in its key fields. */
    public static PathElement key(ObjectNode keys) {
        return new PathElement(Kind.KEY, canonical(keys));
    }

    /**
     * The element of a list that has these values in its key fields.
     *
     * @param names of the key fields, in order
     * @param values theirs
     */
    static PathElement key(List<String> names, JsonNode[] values) {
        var text = new StringBuilder(48).append('{');
        for (var i = 0; i < values.length; i++) {
            var name = names.get(i);
            text.append(i == 0 ? "\"" : ",\"").append(name).append("\":");
            if (!isPlain(name) || !isPlain(values[i], text)) {
                var keys = JsonNodeFactory.instance.objectNode();
                for (var at = 0; at < values.length; at++) {
                    keys.set(names.get(at), values[at]);
                }
                return key(keys);
            }
        }
        return new PathElement(Kind.KEY, text.append('}').toString());
    }

    /** The element of a set. */
    public static PathElement value(JsonNode value) {
        return new PathElement(Kind.VALUE, canonical(value));
    }

    /** The element of a list at a position, from 0. */
    public static PathElement index(int position) {
        return new PathElement(Kind.INDEX, String.valueOf(position));
    }

    /** Reads what fieldsV1 writes, as {@code f:spec} or {@code k:{"name":"web"}}; empty if it is nothing of the kind. */
    static Optional<PathElement> parse(String written) {
        if (written.length() < 2 || written.charAt(1) != ':') {
            return Optional.empty();
        }
        var rest = written.substring(2);
        return switch (written.charAt(0)) {
            case 'f' -> Optional.of(field(rest));
            case 'k' -> PlainKeys.areCanonical(rest, 0) ? Optional.of(new PathElement(Kind.KEY, rest)) : keys(rest);
            case 'v' ->
                PlainKeys.isCanonicalText(rest, 0)
                        ? Optional.of(new PathElement(Kind.VALUE, rest))
                        : json(rest).map(PathElement::value);
            case 'i' -> json(rest).filter(JsonNode::canConvertToInt).map(position -> index(position.asInt()));
            default -> Optional.empty();
        };
    }

    /** Whether something written is a step, and written as {@link #written()} writes it. */
    static boolean isCanonical(String written) {
        if (written.length() < 2 || written.charAt(1) != ':') {
            return false;
        }
        return switch (written.charAt(0)) {
            case 'f' -> true;
            case 'k' -> PlainKeys.areCanonical(written, 2) || isWrittenAlike(written);
            case 'v' -> PlainKeys.isCanonicalText(written, 2) || isWrittenAlike(written);
            default -> isWrittenAlike(written);
        };
    }

    private static boolean isWrittenAlike(String written) {
        return parse(written)
                .filter(element -> element.written().equals(written))
                .isPresent();
    }

    private static Optional<PathElement> keys(String json) {
        return json(json).filter(ObjectNode.class::isInstance).map(keys -> key((ObjectNode) keys));
    }

    /** The values of the key fields of an element; a missing node for a step of another kind. */
    JsonNode keys() {
        return kind == Kind.KEY ? json(text).orElseGet(MissingNode::getInstance) : MissingNode.getInstance();
    }

    /** As fieldsV1 writes it. */
    String written() {
        return kind.prefix.concat(text);
    }

    @Override
    public int compareTo(PathElement other) {
        return kind == other.kind ? text.compareTo(other.text) : kind.compareTo(other.kind);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof PathElement element && kind == element.kind && text.equals(element.text));
    }

    @Override
    public int hashCode() {
        return 31 * text.hashCode() + kind.ordinal();
    }

    /** As people read it: {@code .spec}, {@code [name="web"]}, {@code [="a"]}, {@code [3]}. */
    @Override
    public String toString() {
        return switch (kind) {
            case FIELD -> "." + text;
            case KEY ->
                "[" + text.substring(1, text.length() - 1).replace("\":", "=").replace("\"", "") + "]";
            case VALUE -> "[=" + text + "]";
            case INDEX -> "[" + text + "]";
        };
    }

    private static String canonical(JsonNode tree) {
        var text = new StringBuilder(32);
        return isPlain(tree, text) ? text.toString() : new String(CanonicalJson.write(tree), StandardCharsets.UTF_8);
    }

    /** Writes what keys mostly are, texts without anything to escape and integers; false for all else. */
    private static boolean isPlain(JsonNode value, StringBuilder text) {
        if (value instanceof TextNode node && isPlain(node.textValue())) {
            text.append('"').append(node.textValue()).append('"');
            return true;
        }
        if (value.isInt()) {
            text.append(value.intValue());
            return true;
        }
        return value instanceof ObjectNode keys && arePlain(keys, text);
    }

    private static boolean isPlain(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (!PlainKeys.isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean arePlain(ObjectNode keys, StringBuilder text) {
        var before = "";
        text.append('{');
        for (var key : keys.properties()) {
            if (!isPlain(TextNode.valueOf(key.getKey()), text.append(before.isEmpty() ? "" : ","))
                    || before.compareTo(key.getKey()) >= 0
                    || !isPlain(key.getValue(), text.append(':'))) {
                return false;
            }
            before = key.getKey();
        }
        text.append('}');
        return true;
    }

    private static Optional<JsonNode> json(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return Optional.of(CanonicalJson.read(bytes, bytes.length));
        } catch (MalformedJsonException notJson) {
            return Optional.empty();
        }
    }
}
