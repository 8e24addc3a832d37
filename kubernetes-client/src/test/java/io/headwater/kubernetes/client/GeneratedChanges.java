package io.headwater.kubernetes.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.OpenApiDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Changes of a manifest such as people make: fields added, taken away, emptied, said in another way, put in another order. What comes out need not be valid. */
final class GeneratedChanges {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> WORDS = List.of(
            "\"\"",
            "\"a\"",
            "\"b\"",
            "\"1\"",
            "\"Always\"",
            "\"Never\"",
            "\"None\"",
            "\"TCP\"",
            "\"RollingUpdate\"",
            "\"Recreate\"");
    private static final List<String> NUMBERS = List.of("0", "1", "2", "5", "30", "80");
    private static final List<String> AMOUNTS = List.of(
            "\"0\"",
            "0",
            "1",
            "\"1\"",
            "\"1000m\"",
            "0.5",
            "\"0.25\"",
            "\"1024Mi\"",
            "\"1.5Gi\"",
            "\"1e3\"",
            "\"100u\"",
            "\"2k\"");
    private static final List<String> PORTIONS = List.of("0", "1", "\"25%\"", "\"http\"", "\"\"", "\"8080\"");

    /** What says which object it is, and what only the server writes. */
    private static final Set<String> UNTOUCHED = Set.of(
            "apiVersion",
            "kind",
            "name",
            "namespace",
            "status",
            "managedFields",
            "ownerReferences",
            "uid",
            "resourceVersion",
            "finalizers",
            "deletionTimestamp",
            "deletionGracePeriodSeconds");

    private final Random random;
    private final OpenApiDocument document;
    private final GroupKind kind;
    private final String version;

    GeneratedChanges(Random random, JsonNode document, GroupKind kind, String version) {
        this.random = random;
        this.document = new OpenApiDocument(document);
        this.kind = kind;
        this.version = version;
    }

    /** A place where something may be changed. */
    private record Place(ObjectNode holder, JsonNode schema) {}

    /** The manifest after one to four changes. */
    ObjectNode change(ObjectNode manifest) {
        var changed = manifest.deepCopy();
        for (var changes = random.nextInt(1, 5); changes > 0; changes--) {
            var places = new ArrayList<Place>();
            collect(changed, document.schema(document.nameOf(kind, version).orElse("")), places);
            changeAt(places.get(random.nextInt(places.size())));
        }
        return changed;
    }

    private void collect(JsonNode value, JsonNode given, List<Place> places) {
        var schema = resolved(given);
        if (value instanceof ObjectNode object) {
            places.add(new Place(object, schema));
            object.properties().stream()
                    .filter(field -> !UNTOUCHED.contains(field.getKey()))
                    .forEach(field -> collect(field.getValue(), fieldOf(schema, field.getKey()), places));
        } else if (value instanceof ArrayNode list) {
            list.forEach(element -> collect(element, schema.path("items"), places));
        }
    }

    private JsonNode resolved(JsonNode schema) {
        return OpenApiDocument.referenceOf(schema).map(document::schema).orElse(schema);
    }

    private static JsonNode fieldOf(JsonNode schema, String name) {
        var property = schema.path("properties").path(name);
        return property.isMissingNode() ? schema.path("additionalProperties") : property;
    }

    private void changeAt(Place place) {
        var names = place.holder().properties().stream()
                .map(field -> field.getKey())
                .filter(name -> !UNTOUCHED.contains(name))
                .toList();
        var defined = new ArrayList<String>();
        place.schema().path("properties").fieldNames().forEachRemaining(defined::add);
        defined.removeAll(UNTOUCHED);
        if (place.schema().path("additionalProperties").isObject()) {
            defined.addAll(List.of("a", "b", "cpu", "memory"));
        }
        if (!defined.isEmpty() && (names.isEmpty() || random.nextInt(3) > 0)) {
            var name = defined.get(random.nextInt(defined.size()));
            place.holder().set(name, value(fieldOf(place.schema(), name)));
        } else if (!names.isEmpty()) {
            changeField(place, names.get(random.nextInt(names.size())));
        }
    }

    private void changeField(Place place, String name) {
        var value = place.holder().path(name);
        switch (random.nextInt(4)) {
            case 0 -> place.holder().remove(name);
            case 1 -> place.holder().set(name, NullNode.instance);
            case 2 -> place.holder().set(name, value(fieldOf(place.schema(), name)));
            default -> {
                if (value instanceof ArrayNode list && list.size() > 1) {
                    list.add(list.remove(0));
                } else {
                    place.holder().remove(name);
                }
            }
        }
    }

    private JsonNode value(JsonNode given) {
        var name = OpenApiDocument.referenceOf(given).orElse("");
        if (name.endsWith(".Quantity")) {
            return oneOf(AMOUNTS);
        }
        if (name.endsWith(".IntOrString")) {
            return oneOf(PORTIONS);
        }
        var schema = resolved(given);
        return switch (schema.path("type").asText("")) {
            case "string" -> text(schema);
            case "integer", "number" -> oneOf(NUMBERS);
            case "boolean" -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            case "array" -> list(schema);
            case "object" -> JsonNodeFactory.instance.objectNode();
            default -> oneOf(NUMBERS);
        };
    }

    private JsonNode text(JsonNode schema) {
        return switch (schema.path("format").asText("")) {
            case "date-time" -> read("\"2026-01-02T03:04:05+02:00\"");
            case "byte" -> read("\"YQ==\"");
            default -> {
                var allowed = schema.path("enum");
                yield allowed.isEmpty() || random.nextInt(4) == 0
                        ? oneOf(WORDS)
                        : allowed.get(random.nextInt(allowed.size()));
            }
        };
    }

    private JsonNode list(JsonNode schema) {
        var list = JsonNodeFactory.instance.arrayNode();
        if (random.nextInt(3) > 0) {
            list.add(value(schema.path("items")));
        }
        return list;
    }

    private JsonNode oneOf(List<String> values) {
        return read(values.get(random.nextInt(values.size())));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}
