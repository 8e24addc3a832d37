package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the API server merges a list. */
sealed interface ListStyle {

    /**
     * Element by element, told apart by the values of some fields.
     *
     * @param names the fields
     */
    record ByKeys(List<String> names) implements ListStyle {

        /**
         * The elements of a list by their keys, in the order of the list.
         *
         * @return empty if an element lacks a key, or two have the same
         */
        Optional<Map<ObjectNode, JsonNode>> elements(JsonNode list) {
            var elements = new LinkedHashMap<ObjectNode, JsonNode>();
            for (var element : list) {
                var keys = keysOf(element);
                if (keys == null || elements.put(keys, element) != null) {
                    return Optional.empty();
                }
            }
            return Optional.of(elements);
        }

        private @Nullable ObjectNode keysOf(JsonNode element) {
            if (!(element instanceof ObjectNode object)) {
                return null;
            }
            ObjectNode keys = object.objectNode();
            for (var name : names) {
                var value = object.path(name);
                if (Emptiness.isEmpty(value) && name.equals("protocol")) {
                    // The one key of Kubernetes' own lists that may be left out.
                    value = TextNode.valueOf("TCP");
                }
                if (Emptiness.isAbsent(value) || value.isContainerNode()) {
                    return null;
                }
                keys.set(name, value);
            }
            return keys;
        }
    }

    /** Value by value, in any order. */
    record AsSet() implements ListStyle {}

    /** As a whole. */
    record AsOne() implements ListStyle {}

    /**
     * Finds out about a list.
     *
     * @param owned what the managed fields say about it, if anything
     */
    static ListStyle of(FieldPath path, JsonNode desired, JsonNode live, @Nullable OwnedField owned, ApiTraits traits) {
        if (owned != null && !owned.keyNames().isEmpty()) {
            return new ByKeys(owned.keyNames());
        }
        if (owned != null && owned.isSet()) {
            return new AsSet();
        }
        if (owned != null && owned.isLeaf()) {
            return new AsOne();
        }
        return traits.listKeys(path).stream()
                .map(ByKeys::new)
                .filter(keys -> keys.elements(desired).isPresent()
                        && keys.elements(live).isPresent())
                .<ListStyle>map(keys -> keys)
                .findFirst()
                .orElseGet(AsOne::new);
    }
}
