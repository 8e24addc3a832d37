package io.headwater.kubernetes.ignore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.SameJson;
import io.headwater.kubernetes.merge.PathElement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
     * @param partly the elements that lack a key
     */
    private record ByKeys(Map<String, Integer> whole, List<Integer> partly) {}

    /** The element with these values in its key fields. A key that the server fills in, as a port's protocol, need not be there. */
    OptionalInt withKeys(ObjectNode keys) {
        var index = byKeys.computeIfAbsent(names(keys), this::indexed);
        var found = index.whole.get(PathElement.key(keys).text());
        if (found != null) {
            return OptionalInt.of(found);
        }
        return index.partly.stream()
                .mapToInt(Integer::intValue)
                .filter(at -> isSame(keys, list.get(at)))
                .findFirst();
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
        var index = new ByKeys(new HashMap<>(), new ArrayList<>());
        for (var i = 0; i < list.size(); i++) {
            var keys = JsonNodeFactory.instance.objectNode();
            for (var name : names) {
                if (list.get(i).has(name)) {
                    keys.set(name, list.get(i).get(name));
                }
            }
            if (keys.size() == names.size()) {
                index.whole.putIfAbsent(PathElement.key(keys).text(), i);
            } else if (!keys.isEmpty()) {
                index.partly.add(i);
            }
        }
        return index;
    }

    private static boolean isSame(ObjectNode keys, JsonNode element) {
        return keys.properties().stream()
                .allMatch(key ->
                        !element.has(key.getKey()) || SameJson.isSame(key.getValue(), element.get(key.getKey())));
    }

    private static List<String> names(ObjectNode keys) {
        var names = new TreeSet<String>();
        keys.fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }
}
