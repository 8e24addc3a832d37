package io.headwater.kubernetes.ignore.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;

/** What programs do with lists and objects. */
final class Collections {

    private static final List<String> ENTRY_KEYS = List.of("key", "k", "name", "Name", "Key", "K");
    private static final List<String> ENTRY_VALUES = List.of("value", "v", "Value", "V");

    private Collections() {}

    static JsonNode list(String function, JsonNode value) {
        if (!value.isArray()) {
            throw new ProgramErrorException("%s takes arrays, and not %s".formatted(function, Values.named(value)));
        }
        return value;
    }

    static JsonNode length(JsonNode value) {
        return switch (Values.type(value)) {
            case "null" -> LongNode.valueOf(0);
            case "number" -> value.decimalValue().signum() < 0 ? Numbers.of(-value.doubleValue()) : value;
            case "string" ->
                LongNode.valueOf(value.asText().codePointCount(0, value.asText().length()));
            case "boolean" -> throw new ProgramErrorException("a boolean has no length");
            default -> LongNode.valueOf(value.size());
        };
    }

    static JsonNode has(JsonNode in, JsonNode key) {
        if (in.isObject() && key.isTextual()) {
            return BooleanNode.valueOf(in.has(key.textValue()));
        }
        if (in.isArray() && key.isNumber()) {
            return BooleanNode.valueOf(key.doubleValue() >= 0 && key.doubleValue() < in.size());
        }
        throw new ProgramErrorException(
                "%s has no part that is named by %s".formatted(Values.named(in), Values.named(key)));
    }

    static JsonNode keys(JsonNode value, Budget budget) {
        var keys = JsonNodeFactory.instance.arrayNode();
        budget.building(value.size());
        if (value.isObject()) {
            Values.sortedKeys(value).forEach(keys::add);
        } else {
            for (var i = 0; i < list("keys", value).size(); i++) {
                keys.add(LongNode.valueOf(i));
            }
        }
        return keys;
    }

    static JsonNode toEntries(JsonNode value, Budget budget) {
        if (!value.isObject()) {
            throw new ProgramErrorException("to_entries takes objects, and not " + Values.named(value));
        }
        var entries = JsonNodeFactory.instance.arrayNode();
        for (var key : Values.sortedKeys(value)) {
            budget.building(2);
            entries.addObject().put("key", key).set("value", budget.building(value.path(key)));
        }
        return entries;
    }

    static JsonNode fromEntries(JsonNode value, Budget budget) {
        var object = JsonNodeFactory.instance.objectNode();
        for (var entry : list("from_entries", value)) {
            var key = part(entry, ENTRY_KEYS);
            if (key.isContainerNode()) {
                throw new ProgramErrorException(Values.named(key) + " cannot be the key of an object");
            }
            object.set(Texts.written(key, budget), budget.building(part(entry, ENTRY_VALUES)));
        }
        return object;
    }

    private static JsonNode part(JsonNode entry, List<String> names) {
        for (var name : names) {
            if (entry.hasNonNull(name)) {
                return entry.path(name);
            }
        }
        return NullNode.getInstance();
    }

    static JsonNode sorted(JsonNode value, Budget budget) {
        var sorted = JsonNodeFactory.instance.arrayNode();
        elements("sort", value, budget).forEach(sorted::add);
        return sorted;
    }

    static JsonNode unique(JsonNode value, Budget budget) {
        var unique = JsonNodeFactory.instance.arrayNode();
        for (var element : elements("unique", value, budget)) {
            if (unique.isEmpty() || Values.compare(unique.get(unique.size() - 1), element) != 0) {
                unique.add(element);
            }
        }
        return unique;
    }

    /** The first or the last element by order, or null. */
    static JsonNode edge(JsonNode value, boolean first, Budget budget) {
        var elements = elements(first ? "min" : "max", value, budget);
        if (elements.isEmpty()) {
            return NullNode.getInstance();
        }
        return first ? elements.getFirst() : elements.getLast();
    }

    static JsonNode reversed(JsonNode value, Budget budget) {
        budget.building(value.size());
        var reversed = JsonNodeFactory.instance.arrayNode();
        for (var i = list("reverse", value).size() - 1; i >= 0; i--) {
            reversed.add(value.get(i));
        }
        return reversed;
    }

    static JsonNode flattened(JsonNode value, Budget budget) {
        var flat = JsonNodeFactory.instance.arrayNode();
        budget.building(list("flatten", value));
        flatten(value, flat);
        return flat;
    }

    private static void flatten(JsonNode list, ArrayNode flat) {
        for (var element : list) {
            if (element.isArray()) {
                flatten(element, flat);
            } else {
                flat.add(element);
            }
        }
    }

    /** The elements in order, of which each was paid as often as sorting looks at it. */
    private static List<JsonNode> elements(String function, JsonNode value, Budget budget) {
        var elements = new ArrayList<JsonNode>();
        list(function, value).forEach(elements::add);
        for (var size = elements.size(); size > 0; size /= 2) {
            budget.reading(value);
        }
        budget.building(value.size());
        elements.sort(Values::compare);
        return elements;
    }

    /** Objects and lists contain what is in one of theirs, texts contain parts, and all else contains what it equals. */
    static boolean contains(JsonNode in, JsonNode part, Budget budget) {
        budget.step();
        if (in.isObject() && part.isObject()) {
            for (var field : part.properties()) {
                var value = in.get(field.getKey());
                if (value == null || !contains(value, field.getValue(), budget)) {
                    return false;
                }
            }
            return true;
        }
        if (in.isArray() && part.isArray()) {
            for (var wanted : part) {
                if (!hasOneContaining(in, wanted, budget)) {
                    return false;
                }
            }
            return true;
        }
        if (in.isTextual() && part.isTextual()) {
            budget.reading(in);
            return in.textValue().contains(part.textValue());
        }
        if (!Values.type(in).equals(Values.type(part))) {
            throw new ProgramErrorException("%s cannot contain %s".formatted(Values.named(in), Values.named(part)));
        }
        return Values.compare(in, part) == 0;
    }

    private static boolean hasOneContaining(JsonNode list, JsonNode wanted, Budget budget) {
        for (var element : list) {
            if (Values.type(element).equals(Values.type(wanted)) && contains(element, wanted, budget)) {
                return true;
            }
        }
        return false;
    }

    /** Where something is found first or last, or null. */
    static JsonNode index(JsonNode in, JsonNode wanted, boolean first, Budget budget) {
        budget.reading(in);
        if (in.isNull()) {
            return in;
        }
        if (in.isTextual() && wanted.isTextual()) {
            var text = in.textValue();
            var at = first ? text.indexOf(wanted.textValue()) : text.lastIndexOf(wanted.textValue());
            return at < 0 || wanted.textValue().isEmpty()
                    ? NullNode.getInstance()
                    : LongNode.valueOf(text.codePointCount(0, at));
        }
        JsonNode found = NullNode.getInstance();
        for (var i = 0; i < list("index", in).size(); i++) {
            if (Values.compare(in.get(i), wanted) == 0) {
                if (first) {
                    return LongNode.valueOf(i);
                }
                found = LongNode.valueOf(i);
            }
        }
        return found;
    }
}
