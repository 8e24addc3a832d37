package io.headwater.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The schemas of an OpenAPI v3 document of the API server, as {@code /openapi/v3/apis/apps/v1} serves it, found by name or by kind.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3">Kubernetes: OpenAPI v3</a>
 */
public final class OpenApiDocument {

    private static final String REFERENCE = "#/components/schemas/";

    private final JsonNode schemas;
    private final Map<String, String> names = new HashMap<>();

    /** @param document what the API server serves for one group and version */
    public OpenApiDocument(JsonNode document) {
        this.schemas = document.path("components").path("schemas");
        for (var schema : schemas.properties()) {
            for (var described : schema.getValue().path("x-kubernetes-group-version-kind")) {
                var kind = new GroupKind(
                        described.path("group").asText(""),
                        described.path("kind").asText());
                names.put(key(kind, described.path("version").asText()), schema.getKey());
            }
        }
    }

    /** The name of the schema of a kind; empty if the document does not describe it. */
    public Optional<String> nameOf(GroupKind kind, String version) {
        return Optional.ofNullable(names.get(key(kind, version)));
    }

    /** The schema of a name; a missing node if there is none. */
    public JsonNode schema(String name) {
        return schemas.path(name);
    }

    /** The name that a schema refers to; empty if it stands for itself. A reference stands alone, or within {@code allOf} where it has a default beside it. */
    public static Optional<String> referenceOf(JsonNode schema) {
        var alone = schema.path("$ref").asText("");
        var within = schema.path("allOf").path(0).path("$ref").asText("");
        return Optional.of(alone.isEmpty() ? within : alone)
                .filter(found -> found.startsWith(REFERENCE))
                .map(found -> found.substring(REFERENCE.length()));
    }

    private static String key(GroupKind kind, String version) {
        return kind + "/" + version;
    }
}
