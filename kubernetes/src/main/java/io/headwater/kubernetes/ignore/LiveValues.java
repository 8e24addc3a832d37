package io.headwater.kubernetes.ignore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.patch.JsonMergePatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts what was left out of a live object into a desired one.
 *
 * <p>Argo CD makes a patch that leads from the live object without its ignored fields to the live object, and applies it to the desired object without its ignored
 * fields. Of a built-in kind that is a strategic merge patch: elements of a list with a merge key are matched, and an element that only the live object has comes
 * with its key and its ignored fields, or whole if all of it is ignored. Of any other kind it is a JSON merge patch: a list in which anything is ignored becomes
 * the live object's list, whole. The result here is the same, but that lists keep the desired order.
 *
 * @see <a href="https://github.com/argoproj/argo-cd/blob/master/controller/sync.go">Argo CD: normalizeTargetResources</a>
 */
final class LiveValues {

    /** The merge keys of all built-in kinds by the names of their lists, as their OpenAPI documents have them. */
    private static final Map<String, List<String>> MERGE_KEYS = Map.ofEntries(
            Map.entry("containers", List.of("name")),
            Map.entry("initContainers", List.of("name")),
            Map.entry("ephemeralContainers", List.of("name")),
            Map.entry("env", List.of("name")),
            Map.entry("volumes", List.of("name")),
            Map.entry("imagePullSecrets", List.of("name")),
            Map.entry("secrets", List.of("name")),
            Map.entry("webhooks", List.of("name")),
            Map.entry("resourceClaims", List.of("name")),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("volumeDevices", List.of("devicePath")),
            Map.entry("ports", List.of("containerPort", "port")),
            Map.entry("hostAliases", List.of("ip")),
            Map.entry("topologySpreadConstraints", List.of("topologyKey")),
            Map.entry("ownerReferences", List.of("uid")));

    private final boolean isBuiltIn;

    private LiveValues(boolean isBuiltIn) {
        this.isBuiltIn = isBuiltIn;
    }

    /**
     * The desired object with the live values.
     *
     * @param desired without its ignored fields
     * @param liveRemainder the live object without its ignored fields, sharing all else with it
     */
    static ObjectNode restored(ObjectNode desired, ObjectNode liveRemainder, ObjectNode live) {
        if (liveRemainder == live) {
            return desired;
        }
        var group = new KubernetesObject(desired).group();
        var restored = JsonNodeFactory.instance.objectNode().<ObjectNode>setAll(desired);
        for (var field : live.properties()) {
            if (!field.getKey().equals("status")) {
                new LiveValues(isBuiltIn(group)).restore(restored, field.getKey(), liveRemainder, live);
            }
        }
        return restored;
    }

    private static boolean isBuiltIn(String group) {
        return group.indexOf('.') < 0 || (group.endsWith(".k8s.io") && !group.endsWith(".x-k8s.io"));
    }

    private ObjectNode restored(@Nullable JsonNode desired, ObjectNode liveRemainder, ObjectNode live) {
        var restored = JsonNodeFactory.instance.objectNode();
        if (desired instanceof ObjectNode object) {
            restored.setAll(object);
        }
        live.fieldNames().forEachRemaining(name -> restore(restored, name, liveRemainder, live));
        return restored;
    }

    private void restore(ObjectNode desired, String name, ObjectNode liveRemainder, ObjectNode live) {
        var value = live.path(name);
        var remainder = liveRemainder.get(name);
        if (remainder == value) {
            return;
        }
        if (remainder == null) {
            desired.set(name, merged(desired.get(name), value));
        } else if (value instanceof ObjectNode object && remainder instanceof ObjectNode objectRemainder) {
            desired.set(name, restored(desired.get(name), objectRemainder, object));
        } else if (value instanceof ArrayNode list && remainder instanceof ArrayNode listRemainder) {
            desired.set(name, restored(name, desired.get(name), listRemainder, list));
        }
    }

    private static JsonNode merged(@Nullable JsonNode desired, JsonNode live) {
        return desired instanceof ObjectNode ? JsonMergePatch.apply(desired, live) : live;
    }

    private JsonNode restored(String name, @Nullable JsonNode desired, ArrayNode liveRemainder, ArrayNode live) {
        if (!isBuiltIn || !(desired instanceof ArrayNode wanted)) {
            return live;
        }
        for (var key : MERGE_KEYS.getOrDefault(name, List.of())) {
            var elements = byKey(wanted, key);
            var liveElements = byKey(live, key);
            var remainders = byKey(liveRemainder, key);
            if (elements.isPresent() && liveElements.isPresent() && remainders.isPresent()) {
                return restored(key, elements.get(), remainders.get(), liveElements.get());
            }
        }
        return live;
    }

    private ArrayNode restored(
            String key,
            Map<JsonNode, ObjectNode> desired,
            Map<JsonNode, ObjectNode> liveRemainder,
            Map<JsonNode, ObjectNode> live) {
        var restored = new LinkedHashMap<JsonNode, JsonNode>(desired);
        live.forEach((value, element) -> {
            var remainder = liveRemainder.get(value);
            if (remainder == null) {
                restored.put(value, merged(desired.get(value), element));
            } else if (remainder != element) {
                var wanted = desired.getOrDefault(value, JsonNodeFactory.instance.objectNode());
                var changed = restored(wanted, remainder, element);
                changed.putIfAbsent(key, value);
                restored.put(value, changed);
            }
        });
        var list = JsonNodeFactory.instance.arrayNode(restored.size());
        restored.values().forEach(list::add);
        return list;
    }

    /** The elements by the value of a field; empty if that does not tell them apart. */
    private static Optional<Map<JsonNode, ObjectNode>> byKey(ArrayNode list, String key) {
        var elements = new LinkedHashMap<JsonNode, ObjectNode>();
        for (var element : list) {
            if (!(element instanceof ObjectNode object)
                    || !object.hasNonNull(key)
                    || elements.put(object.get(key), object) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(elements);
    }
}
