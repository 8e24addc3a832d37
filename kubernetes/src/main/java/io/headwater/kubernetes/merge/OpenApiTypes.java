package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.OpenApiDocument;
import io.headwater.kubernetes.merge.ValueType.AtomicList;
import io.headwater.kubernetes.merge.ValueType.AtomicObject;
import io.headwater.kubernetes.merge.ValueType.Deduced;
import io.headwater.kubernetes.merge.ValueType.Field;
import io.headwater.kubernetes.merge.ValueType.GranularObject;
import io.headwater.kubernetes.merge.ValueType.KeyedList;
import io.headwater.kubernetes.merge.ValueType.Reference;
import io.headwater.kubernetes.merge.ValueType.Scalar;
import io.headwater.kubernetes.merge.ValueType.SetList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The types that an OpenAPI v3 document of the API server describes, as {@code /openapi/v3/apis/apps/v1} serves it. Safe for use by several threads.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy">Kubernetes: markers of the merge strategy</a>
 */
public final class OpenApiTypes {

    private static final String LIST_TYPE = "x-kubernetes-list-type";
    private static final String MAP_TYPE = "x-kubernetes-map-type";
    private static final String STRUCT_TYPE = "x-kubernetes-struct-type";

    private final OpenApiDocument document;
    private final Map<String, ValueType> byName = new ConcurrentHashMap<>();

    /** @param document what the API server serves for one group and version */
    public OpenApiTypes(JsonNode document) {
        this.document = new OpenApiDocument(document);
    }

    /** The type of a kind; empty if the document does not describe it. */
    public Optional<ValueType> typeOf(GroupKind kind, String version) {
        return document.nameOf(kind, version).map(this::named);
    }

    private ValueType named(String name) {
        var known = byName.get(name);
        if (known != null) {
            return known;
        }
        var type = type(document.schema(name));
        var raced = byName.putIfAbsent(name, type);
        return raced == null ? type : raced;
    }

    /** A field may be merged in another way than its type says, as {@code claimRef} of a PersistentVolume. */
    private ValueType namedAs(String name, String mapType) {
        return document.schema(name) instanceof ObjectNode schema
                ? type(schema.deepCopy().put(MAP_TYPE, mapType))
                : named(name);
    }

    private ValueType type(JsonNode schema) {
        var reference = OpenApiDocument.referenceOf(schema);
        if (reference.isPresent()) {
            var stated = schema.path(MAP_TYPE).asText("");
            return new Reference(() -> stated.isEmpty() ? named(reference.get()) : namedAs(reference.get(), stated));
        }
        if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
            return new Scalar();
        }
        return switch (schema.path("type").asText("")) {
            case "object" -> object(schema);
            case "array" -> list(schema);
            case "string", "number", "integer", "boolean" -> new Scalar();
            default -> isOpen(schema) ? new Deduced() : new Scalar();
        };
    }

    private ValueType object(JsonNode schema) {
        if (schema.path(MAP_TYPE).asText(schema.path(STRUCT_TYPE).asText("")).equals("atomic")) {
            return new AtomicObject(defaults(schema.path("properties")));
        }
        var properties = schema.path("properties");
        var others = schema.path("additionalProperties");
        if (properties.isEmpty() && !others.isObject()) {
            return isOpen(schema) ? new Deduced() : new AtomicObject(Map.of());
        }
        var fields = new HashMap<String, Field>();
        for (var property : properties.properties()) {
            var field = property.getValue();
            fields.put(property.getKey(), new Field(type(field), Optional.ofNullable(field.get("default"))));
        }
        return new GranularObject(fields, others.isObject() ? type(others) : new Deduced());
    }

    private static Map<String, JsonNode> defaults(JsonNode properties) {
        var defaults = new HashMap<String, JsonNode>();
        properties.properties().forEach(property -> {
            var value = property.getValue().get("default");
            if (value != null) {
                defaults.put(property.getKey(), value);
            }
        });
        return defaults;
    }

    private ValueType list(JsonNode schema) {
        var element = type(schema.path("items"));
        return switch (schema.path(LIST_TYPE).asText("")) {
            case "atomic" -> new AtomicList();
            case "set" -> new SetList(element);
            case "map" -> new KeyedList(texts(schema.path("x-kubernetes-list-map-keys")), element);
            default -> byPatchStrategy(schema, element);
        };
    }

    /** Older types say it as strategic merge patch does. */
    private static ValueType byPatchStrategy(JsonNode schema, ValueType element) {
        var isMerged = List.of(
                        schema.path("x-kubernetes-patch-strategy").asText("").split(","))
                .contains("merge");
        var key = schema.path("x-kubernetes-patch-merge-key").asText("");
        if (!isMerged) {
            return new AtomicList();
        }
        return key.isEmpty() ? new SetList(element) : new KeyedList(List.of(key), element);
    }

    private static boolean isOpen(JsonNode schema) {
        return schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
