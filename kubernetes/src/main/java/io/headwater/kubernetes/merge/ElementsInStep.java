package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headwater.kubernetes.merge.ValueType.KeyedList;
import io.headwater.kubernetes.merge.ValueType.SetList;
import org.jspecify.annotations.Nullable;

/**
 * Whether two lists have the same elements in the same order, each once, as a live list and what is applied mostly do. Such lists can be gone through side by
 * side, without names for their elements. Where that is not plain to see, as of long lists and of keys of unusual types, the answer is no.
 */
public final class ElementsInStep {

    /** Each element of a list is compared with all before it, which for a few is faster than a table. */
    private static final int MOST = 24;

    private enum Names {
        SAME,
        DIFFERENT,
        UNSURE
    }

    private ElementsInStep() {}

    /** Of lists whose elements are told apart by keys. */
    public static boolean are(KeyedList type, JsonNode one, JsonNode other) {
        if (!areAsLong(one, other)) {
            return false;
        }
        for (var i = 0; i < one.size(); i++) {
            var element = one.get(i);
            if (compare(type, element, other.get(i)) != Names.SAME) {
                return false;
            }
            for (var before = 0; before < i; before++) {
                if (compare(type, element, one.get(before)) != Names.DIFFERENT) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Of sets. */
    public static boolean are(SetList type, JsonNode one, JsonNode other) {
        if (!areAsLong(one, other)) {
            return false;
        }
        for (var i = 0; i < one.size(); i++) {
            var element = one.get(i);
            if (compare(element, other.get(i)) != Names.SAME) {
                return false;
            }
            for (var before = 0; before < i; before++) {
                if (compare(element, one.get(before)) != Names.DIFFERENT) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean areAsLong(JsonNode one, JsonNode other) {
        return one.isArray() && other.isArray() && one.size() == other.size() && one.size() <= MOST;
    }

    private static Names compare(KeyedList type, JsonNode one, JsonNode other) {
        if (!one.isObject() || !other.isObject()) {
            return Names.UNSURE;
        }
        var names = Names.SAME;
        for (var key : type.keys()) {
            var keys = compare(value(type, key, one), value(type, key, other));
            if (keys != Names.SAME) {
                names = keys;
            }
            if (names == Names.DIFFERENT) {
                return names;
            }
        }
        return names;
    }

    private static @Nullable JsonNode value(KeyedList type, String key, JsonNode element) {
        var value = element.get(key);
        return value == null ? ListElements.defaultOf(type, key).orElse(null) : value;
    }

    private static Names compare(@Nullable JsonNode one, @Nullable JsonNode other) {
        if (one instanceof TextNode && other instanceof TextNode
                || one instanceof IntNode && other instanceof IntNode) {
            return one.equals(other) ? Names.SAME : Names.DIFFERENT;
        }
        return Names.UNSURE;
    }
}
