package io.headwater.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What client-side apply makes of an object: what was applied before and is not wanted any more goes, what is wanted is set, everything else stays.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#merge-patch-calculation">Kubernetes: merge patch calculation</a>
 */
public final class ThreeWayMerge {

    private ThreeWayMerge() {}

    /**
     * The object after an apply.
     *
     * @param applied what was applied last, as {@code last-applied-configuration} has it
     * @param type how lists are merged; empty for a kind that the API server knows no strategies of, as those of CRDs: its lists are replaced
     */
    public static ObjectNode merge(ObjectNode applied, ObjectNode wanted, ObjectNode live, Optional<PatchType> type) {
        return merge(applied, wanted, live.deepCopy(), type.orElse(null), false);
    }

    /** @param result the live object, of which is made what it becomes */
    private static ObjectNode merge(
            JsonNode applied,
            ObjectNode wanted,
            ObjectNode result,
            @Nullable PatchType type,
            boolean onlyWhatIsWanted) {
        applied.properties().stream()
                .filter(field -> !wanted.has(field.getKey()))
                .forEach(field -> result.remove(field.getKey()));
        for (var field : wanted.properties()) {
            var name = field.getKey();
            var value = value(applied.path(name), field.getValue(), result.get(name), type, name);
            if (value.isNull()) {
                result.remove(name);
            } else {
                result.set(name, value);
            }
        }
        if (onlyWhatIsWanted) {
            var names = new HashSet<String>();
            wanted.fieldNames().forEachRemaining(names::add);
            result.retain(names);
        }
        return result;
    }

    private static JsonNode value(
            JsonNode applied, JsonNode wanted, @Nullable JsonNode live, @Nullable PatchType type, String name) {
        if (wanted instanceof ObjectNode object && live instanceof ObjectNode existing) {
            if (type == null) {
                return merge(applied, object, existing, null, false);
            }
            var field = type.field(name);
            return field.isReplaced()
                    ? object
                    : merge(applied, object, existing, field.type(), field.isRetainingKeys());
        }
        if (type != null && wanted instanceof ArrayNode list && live instanceof ArrayNode existing) {
            var field = type.field(name);
            return field.isMergedList() ? list(applied, list, existing, field) : list;
        }
        return StrategicMergePatch.withoutMarked(wanted);
    }

    private static ArrayNode list(JsonNode applied, ArrayNode wanted, ArrayNode live, PatchType.Field field) {
        var mergeKey = field.mergeKey();
        var desired = ListMerge.byKey(wanted, mergeKey);
        var wantedKeys = Set.copyOf(desired.keySet());
        var before = ListMerge.byKey(applied, mergeKey);
        var merged = JsonNodeFactory.instance.arrayNode();
        for (var element : live) {
            var key = ListMerge.keyOrItself(element, mergeKey);
            var now = desired.remove(key);
            if (now instanceof ObjectNode object && element instanceof ObjectNode existing) {
                var earlier = before.getOrDefault(key, NullNode.instance);
                merged.add(merge(earlier, object, existing, field.type(), field.isRetainingKeys()));
            } else if (now != null || !before.containsKey(key)) {
                merged.add(element);
            }
        }
        desired.values().forEach(element -> merged.add(StrategicMergePatch.asWritten(element)));
        if (mergeKey.isEmpty()) {
            return ListMerge.ordered(merged, wanted, live, mergeKey);
        }
        var order = ListMerge.orderLeftBehind(
                live,
                element -> {
                    var key = ListMerge.keyOrItself(element, mergeKey);
                    return before.containsKey(key) && !wantedKeys.contains(key);
                },
                List.copyOf(desired.values()));
        return ListMerge.ordered(merged, wanted, order, mergeKey);
    }
}
