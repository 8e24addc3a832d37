package io.headwater.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.OpenApiDocument;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;

/** What is needed of an OpenAPI document to compare the objects of one kind: a small part of what an API server serves for a group. */
public final class ReducedDocument {

    /** What neither a merge nor a default asks for. */
    private static final Set<String> LEFT_OUT = Set.of(
            "description",
            "enum",
            "example",
            "exclusiveMaximum",
            "exclusiveMinimum",
            "externalDocs",
            "format",
            "maxItems",
            "maxLength",
            "maxProperties",
            "maximum",
            "minItems",
            "minLength",
            "minProperties",
            "minimum",
            "multipleOf",
            "pattern",
            "required",
            "title",
            "uniqueItems",
            "x-kubernetes-validations");

    /** Whose names are those of schemas, of fields or of a user, and not keywords. */
    private static final Set<String> WITH_NAMES = Set.of("properties", "schemas");

    private ReducedDocument() {}

    /**
     * The document with the schema of a kind alone, and of what it refers to. Schemas of Kubernetes' own types are left out, as {@link ApiSchemas} knows them.
     *
     * @param document what the API server serves for the kind's group and version
     * @return empty if the document does not describe the kind
     */
    public static Optional<ObjectNode> of(JsonNode document, GroupKind kind, String version) {
        var described = new OpenApiDocument(document);
        return described.nameOf(kind, version).map(name -> {
            ObjectNode reduced = JsonNodeFactory.instance.objectNode();
            var schemas = reduced.putObject("components").putObject("schemas");
            var wanted = new ArrayDeque<String>();
            wanted.add(name);
            while (!wanted.isEmpty()) {
                var next = wanted.remove();
                if (!schemas.has(next) && !ApiSchemas.isBuiltIn(next)) {
                    schemas.set(next, reduced(described.schema(next), false));
                    described.schema(next).findValuesAsText("$ref").stream()
                            .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
                            .forEach(wanted::add);
                }
            }
            return reduced;
        });
    }

    /** @param holdsNames whether the fields of the value are named by somebody, so that each counts */
    private static JsonNode reduced(JsonNode value, boolean holdsNames) {
        if (value instanceof ObjectNode object) {
            var kept = JsonNodeFactory.instance.objectNode();
            for (var field : object.properties()) {
                if (holdsNames || !LEFT_OUT.contains(field.getKey())) {
                    var isDefault = !holdsNames && field.getKey().equals("default");
                    kept.set(
                            field.getKey(),
                            isDefault
                                    ? field.getValue()
                                    : reduced(field.getValue(), !holdsNames && WITH_NAMES.contains(field.getKey())));
                }
            }
            return kept;
        }
        if (value instanceof ArrayNode list) {
            var kept = JsonNodeFactory.instance.arrayNode(list.size());
            list.forEach(element -> kept.add(reduced(element, false)));
            return kept;
        }
        return value;
    }
}
