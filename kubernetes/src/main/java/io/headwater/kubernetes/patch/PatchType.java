package io.headwater.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.GroupKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What strategic merge patch has to know of a type: how each list is merged, and which objects keep only what a patch names.
 *
 * @see <a href="https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md">Strategic merge patch</a>
 */
public final class PatchType {

    private static final String REFERENCE = "#/components/schemas/";

    private final JsonNode schemas;
    private final JsonNode schema;

    private PatchType(JsonNode schemas, JsonNode schema) {
        this.schemas = schemas;
        this.schema = resolved(schemas, schema);
    }

    /**
     * The type of a kind; empty if the document does not describe it.
     *
     * @param document OpenAPI v3, as the API server serves it for one group and version
     */
    public static Optional<PatchType> of(JsonNode document, GroupKind kind, String version) {
        var schemas = document.path("components").path("schemas");
        return StreamSupport.stream(schemas.spliterator(), false)
                .filter(schema -> describes(schema, kind, version))
                .findFirst()
                .map(schema -> new PatchType(schemas, schema));
    }

    private static boolean describes(JsonNode schema, GroupKind kind, String version) {
        return StreamSupport.stream(
                        schema.path("x-kubernetes-group-version-kind").spliterator(), false)
                .anyMatch(described -> described.path("group").asText("").equals(kind.group())
                        && described.path("kind").asText("").equals(kind.kind())
                        && described.path("version").asText("").equals(version));
    }

    /**
     * How a field is merged.
     *
     * @param type of the value, or of the elements where it is a list
     * @param strategies {@code merge}, {@code replace}, {@code retainKeys}, or none, which means to replace a list and to merge an object
     * @param mergeKey the field that tells the elements of a list apart; empty for a list of scalars
     */
    record Field(PatchType type, List<String> strategies, String mergeKey) {

        boolean isMergedList() {
            return strategies.contains("merge");
        }

        boolean isReplaced() {
            return strategies.contains("replace");
        }
    }

    /** @throws PatchException if the type has no such field */
    Field field(String name) {
        var property = schema.path("properties").path(name);
        if (property.isMissingNode()) {
            property = schema.path("additionalProperties");
        }
        if (!property.isObject() && !isOpen()) {
            throw new PatchException("the type has no field '%s'".formatted(name));
        }
        var value = resolved(schemas, property);
        var type = new PatchType(schemas, value.has("items") ? value.path("items") : value);
        var strategies = Optional.of(
                        property.path("x-kubernetes-patch-strategy").asText(""))
                .filter(text -> !text.isEmpty())
                .map(text -> List.of(text.split(",")))
                .orElse(List.of());
        return new Field(
                type, strategies, property.path("x-kubernetes-patch-merge-key").asText(""));
    }

    private boolean isOpen() {
        return schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false) || !schema.has("properties");
    }

    /** A reference stands alone, or within {@code allOf} where it has a default beside it. */
    private static JsonNode resolved(JsonNode schemas, JsonNode schema) {
        var alone = schema.path("$ref").asText("");
        var reference =
                alone.isEmpty() ? schema.path("allOf").path(0).path("$ref").asText("") : alone;
        return reference.startsWith(REFERENCE) ? schemas.path(reference.substring(REFERENCE.length())) : schema;
    }
}
