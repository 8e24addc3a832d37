package io.headwater.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.OpenApiDocument;
import java.util.List;
import java.util.Optional;

/**
 * What strategic merge patch has to know of a type: how each list is merged, and which objects keep only what a patch names.
 *
 * @see <a href="https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md">Strategic merge patch</a>
 */
public final class PatchType {

    private final OpenApiDocument document;
    private final JsonNode schema;

    private PatchType(OpenApiDocument document, JsonNode schema) {
        this.document = document;
        this.schema = resolved(document, schema);
    }

    /**
     * The type of a kind; empty if the document does not describe it.
     *
     * @param document OpenAPI v3, as the API server serves it for one group and version
     */
    public static Optional<PatchType> of(JsonNode document, GroupKind kind, String version) {
        var schemas = new OpenApiDocument(document);
        return schemas.nameOf(kind, version).map(name -> new PatchType(schemas, schemas.schema(name)));
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

        /** Whether an object keeps only what is named in it. */
        boolean isRetainingKeys() {
            return strategies.contains("retainKeys");
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
        var value = resolved(document, property);
        var type = new PatchType(document, value.has("items") ? value.path("items") : value);
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

    private static JsonNode resolved(OpenApiDocument document, JsonNode schema) {
        return OpenApiDocument.referenceOf(schema).map(document::schema).orElse(schema);
    }
}
