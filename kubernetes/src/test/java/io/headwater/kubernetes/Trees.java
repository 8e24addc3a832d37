package io.headwater.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Trees as properties need them: any shape, and texts that YAML would misread. */
public final class Trees {

    private Trees() {}

    /** Any tree of a few levels. */
    public static Arbitrary<JsonNode> trees() {
        return trees(3);
    }

    /** Any object of a few levels. */
    public static Arbitrary<ObjectNode> objects() {
        return objects(2);
    }

    /** The tree with the fields of all its objects in the opposite order. */
    public static JsonNode reversed(JsonNode tree) {
        return switch (tree) {
            case ObjectNode object -> {
                var reversed = JsonNodeFactory.instance.objectNode();
                new ArrayList<>(object.properties())
                        .reversed()
                        .forEach(field -> reversed.set(field.getKey(), reversed(field.getValue())));
                yield reversed;
            }
            case ArrayNode array -> {
                var copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> copy.add(reversed(element)));
                yield copy;
            }
            default -> tree;
        };
    }

    private static Arbitrary<JsonNode> trees(int levels) {
        if (levels == 0) {
            return scalars();
        }
        return Arbitraries.oneOf(
                scalars(), arrays(levels - 1), objects(levels - 1).map(object -> object));
    }

    private static Arbitrary<ObjectNode> objects(int levels) {
        return Arbitraries.maps(keys(), trees(levels)).ofMaxSize(4).map(fields -> {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            fields.forEach(object::set);
            return object;
        });
    }

    private static Arbitrary<JsonNode> arrays(int levels) {
        return trees(levels).list().ofMaxSize(4).map(elements -> {
            var array = JsonNodeFactory.instance.arrayNode();
            elements.forEach(array::add);
            return array;
        });
    }

    private static Arbitrary<JsonNode> scalars() {
        return Arbitraries.oneOf(
                texts().map(TextNode::valueOf),
                Arbitraries.longs().map(LongNode::valueOf),
                Arbitraries.of(true, false).map(BooleanNode::valueOf),
                Arbitraries.just(NullNode.getInstance()));
    }

    private static Arbitrary<String> keys() {
        return Arbitraries.oneOf(
                Arbitraries.of("a", "a1", "a10", "a01", "true", "null", "1", "", "<<", "x y", "k: v", "-", "é"),
                Arbitraries.strings().withCharRange('!', '~').ofMaxLength(8));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "yes",
                        "0x1F",
                        "010",
                        "1e3",
                        "~",
                        "2024-01-15",
                        "12:30",
                        "- a",
                        "# a",
                        "a: b",
                        "|",
                        "'",
                        "\"",
                        "<<"),
                Arbitraries.strings()
                        .withChars(' ', '\n', '\t', ':', '#', '-', '\'', '"', '\\', 'a', '0', 'é', '\u2028', '\u0085')
                        .ofMaxLength(12),
                Arbitraries.strings()
                        .withCharRange('a', 'e')
                        .withChars(' ')
                        .ofMinLength(70)
                        .ofMaxLength(200));
    }
}
