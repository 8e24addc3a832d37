package io.headwater.kubernetes.ignore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.SameJson;
import io.headwater.kubernetes.merge.PathElement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Finds elements of one list as {@code managedFields} names them, without going through it for each. Not thread-safe. */
final class ListElements {

    private final ArrayNode list;
    private final Map<List<String>, ByKeys> byKeys = new HashMap<>();
    private final Map<String, Integer> byValue = new HashMap<>();

    ListElements(ArrayNode list) {
        this.list = list;
    }

    /**
     * Elements by what they have of some keys.
     *
     * @param whole by all of them
     * @param partly the elements that lack a key, by the names of those that they have and then by their values
     */
    private record ByKeys(Map<String, Integer> whole, Map<List<String>, Map<List<Object>, Integer>> partly) {}

    /** The element with these values in its key fields. A key that the server fills in, as a port's protocol, need not be there. */
    OptionalInt withKeys(ObjectNode keys) {
        var index = byKeys.computeIfAbsent(names(keys), this::indexed);
        var found = index.whole.get(PathElement.key(keys).text());
        if (found != null) {
            return OptionalInt.of(found);
        }
        return index.partly.entrySet().stream()
                .map(some -> some.getValue().get(values(some.getKey(), keys)))
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .min();
    }

    /** The element that is this value. */
    OptionalInt equalTo(JsonNode value) {
        if (byValue.isEmpty()) {
            for (var i = 0; i < list.size(); i++) {
                byValue.putIfAbsent(PathElement.value(list.get(i)).text(), i);
            }
        }
        var found = byValue.get(PathElement.value(value).text());
        return found == null ? OptionalInt.empty() : OptionalInt.of(found);
    }

    private ByKeys indexed(List<String> names) {
        var index = new ByKeys(new HashMap<>(), new HashMap<>());
        for (var i = 0; i < list.size(); i++) {
            var element = list.get(i);
            var present = names.stream().filter(element::has).toList();
            if (present.size() == names.size()) {
                var keys = JsonNodeFactory.instance.objectNode();
                present.forEach(name -> keys.set(name, element.get(name)));
                index.whole.putIfAbsent(PathElement.key(keys).text(), i);
            } else if (!present.isEmpty()) {
                index.partly.computeIfAbsent(present, _ -> new HashMap<>()).putIfAbsent(values(present, element), i);
            }
        }
        return index;
    }

    /** What an element has in some fields, equal if {@link SameJson} takes it for the same. */
    private static List<Object> values(List<String> names, JsonNode element) {
        return names.stream()
                .map(element::get)
                .map(value -> value.isNumber() ? value.decimalValue().stripTrailingZeros() : (Object) value)
                .toList();
    }

    private static List<String> names(ObjectNode keys) {
        var names = new TreeSet<String>();
        keys.fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }
}
