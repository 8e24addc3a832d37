package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.schema.Draft;
import java.util.Set;

/**
 * The schemas in a CustomResourceDefinition, as the API server reads them. It refuses a key that it does not know, but for one inside {@code items} or
 * {@code additionalProperties}: it drops that without a word, with what is below.
 *
 * @see <a href="https://github.com/kubernetes/apiextensions-apiserver/blob/master/pkg/apis/apiextensions/v1/marshal.go">Kubernetes: how these two are read</a>
 */
final class DefinitionSchemas {

    private static final Set<String> KNOWN = Set.of(
            "$ref",
            "$schema",
            "additionalItems",
            "additionalProperties",
            "allOf",
            "anyOf",
            "default",
            "definitions",
            "dependencies",
            "description",
            "enum",
            "example",
            "exclusiveMaximum",
            "exclusiveMinimum",
            "externalDocs",
            "format",
            "id",
            "items",
            "maxItems",
            "maxLength",
            "maxProperties",
            "maximum",
            "minItems",
            "minLength",
            "minProperties",
            "minimum",
            "multipleOf",
            "not",
            "nullable",
            "oneOf",
            "pattern",
            "patternProperties",
            "properties",
            "required",
            "title",
            "type",
            "uniqueItems",
            "x-kubernetes-embedded-resource",
            "x-kubernetes-int-or-string",
            "x-kubernetes-list-map-keys",
            "x-kubernetes-list-type",
            "x-kubernetes-map-type",
            "x-kubernetes-preserve-unknown-fields",
            "x-kubernetes-validations");

    private DefinitionSchemas() {}

    /** Drops what the server drops. */
    static void read(Draft definition) {
        definition.within(
                "spec",
                spec -> spec.each("versions", version -> {
                    if (version.get("schema") instanceof ObjectNode) {
                        version.within("schema", schema -> put(schema, "openAPIV3Schema", false));
                    }
                }));
    }

    private static void put(Draft holder, String name, boolean lenient) {
        var given = holder.get(name);
        var read = schema(given, lenient);
        if (read != given) {
            holder.set(name, read);
        }
    }

    /** @param lenient whether keys are dropped that the server does not know */
    private static JsonNode schema(JsonNode given, boolean lenient) {
        if (given instanceof ArrayNode several) {
            return list(several, lenient);
        }
        if (!(given instanceof ObjectNode object)) {
            return given;
        }
        var draft = new Draft(object);
        for (var field : object.properties()) {
            switch (field.getKey()) {
                case "items", "additionalItems", "additionalProperties" -> put(draft, field.getKey(), true);
                case "not", "allOf", "anyOf", "oneOf" -> put(draft, field.getKey(), lenient);
                case "properties", "patternProperties", "definitions" -> named(draft, field.getKey(), lenient);
                default -> {
                    if (lenient && !KNOWN.contains(field.getKey())) {
                        draft.remove(field.getKey());
                    }
                }
            }
        }
        return draft.tree();
    }

    private static JsonNode list(ArrayNode given, boolean lenient) {
        ArrayNode read = null;
        for (var i = 0; i < given.size(); i++) {
            var schema = schema(given.get(i), lenient);
            if (schema != given.get(i)) {
                read = read == null ? given.arrayNode(given.size()).addAll(given) : read;
                read.set(i, schema);
            }
        }
        return read == null ? given : read;
    }

    /** Schemas by names of a user's. */
    private static void named(Draft holder, String name, boolean lenient) {
        if (holder.get(name) instanceof ObjectNode schemas) {
            holder.within(name, draft -> schemas.properties().forEach(entry -> put(draft, entry.getKey(), lenient)));
        }
    }
}
