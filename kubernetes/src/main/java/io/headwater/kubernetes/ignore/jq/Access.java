package io.headwater.kubernetes.ignore.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ways from a value to its parts. What is not there is null, and has a place nevertheless. */
final class Access {

    private Access() {}

    static Located at(Located of, JsonNode key) {
        var value = of.value();
        if (key.isTextual() && (value.isObject() || value.isNull())) {
            var name = key.textValue();
            return new Located(
                    orNull(value.get(name)),
                    of.place() == null ? null : of.place().named(name));
        }
        if (key.isNumber() && (value.isArray() || value.isNull())) {
            var asked = (int) key.doubleValue();
            var index = asked < 0 ? Math.max(asked + value.size(), -1) : asked;
            return new Located(
                    index < 0 ? NullNode.getInstance() : orNull(value.get(index)),
                    of.place() == null ? null : of.place().at(index));
        }
        throw new ProgramErrorException(
                "%s has no part that is named by %s".formatted(Values.named(value), Values.named(key)));
    }

    private static JsonNode orNull(@Nullable JsonNode value) {
        return value == null ? NullNode.getInstance() : value;
    }

    /** Gives the elements of a list, or the values of an object in the order of their keys. */
    static void elements(Located of, Budget budget, Consumer<Located> out) {
        var value = of.value();
        var place = of.place();
        if (value.isArray()) {
            for (var i = 0; i < value.size(); i++) {
                budget.step();
                out.accept(new Located(value.get(i), place == null ? null : place.at(i)));
            }
        } else if (value.isObject()) {
            for (var name : Values.sortedKeys(value)) {
                budget.step();
                out.accept(new Located(value.path(name), place == null ? null : place.named(name)));
            }
        } else {
            throw new ProgramErrorException(Values.named(value) + " has no elements; '[]?' leaves it out");
        }
    }

    /** @param from null for the start, and {@code to} null for the end; both count from the end if they are negative */
    static Located slice(Located of, JsonNode from, JsonNode to, Budget budget) {
        var value = of.value();
        if (value.isNull()) {
            return new Located(value, of.place() == null ? null : of.place().range(0, 0));
        }
        if (!value.isArray() && !value.isTextual()) {
            throw new ProgramErrorException(Values.named(value) + " has no ranges");
        }
        var text = value.isTextual() ? value.textValue().codePoints().toArray() : new int[0];
        var size = value.isArray() ? value.size() : text.length;
        var start = bound(from, size, 0, false);
        var end = Math.max(start, bound(to, size, size, true));
        budget.building(size);
        if (value.isTextual()) {
            return Located.computed(TextNode.valueOf(new String(text, start, end - start)));
        }
        var part = JsonNodeFactory.instance.arrayNode();
        for (var i = start; i < end; i++) {
            part.add(value.get(i));
        }
        return new Located(part, of.place() == null ? null : of.place().range(start, end));
    }

    private static int bound(JsonNode bound, int size, int otherwise, boolean up) {
        if (bound.isNull()) {
            return otherwise;
        }
        if (!bound.isNumber()) {
            throw new ProgramErrorException("a range goes from number to number, and not to " + Values.named(bound));
        }
        var number = up ? Math.ceil(bound.doubleValue()) : Math.floor(bound.doubleValue());
        return (int) Math.clamp(number < 0 ? number + size : number, 0, size);
    }
}
