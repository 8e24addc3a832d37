package io.headwater.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import java.util.List;

/**
 * The schemas of a CustomResourceDefinition as an OpenAPI document, as the API server publishes them.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#publish-validation-schema-in-openapi">Kubernetes: schemas of custom resources</a>
 */
final class DefinitionSchemas {

    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private static final String REFERENCE = "#/components/schemas/" + META + "ObjectMeta";

    private DefinitionSchemas() {}

    /** The document with the schemas of metadata, which each object has. */
    static JsonNode withMetadata(JsonNode given, JsonNode builtIn) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        var schemas = document.putObject("components").putObject("schemas");
        builtIn.path("components").path("schemas").properties().stream()
                .filter(schema -> schema.getKey().startsWith(META))
                .forEach(schema -> schemas.set(schema.getKey(), schema.getValue()));
        given.path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> schemas.putIfAbsent(schema.getKey(), schema.getValue()));
        return document;
    }

    static JsonNode document(KubernetesObject definition) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        var schemas = document.putObject("components").putObject("schemas");
        var spec = definition.tree().path("spec");
        var group = spec.path("group").asText("");
        var kind = spec.path("names").path("kind").asText("");
        for (var version : spec.path("versions")) {
            var name = version.path("name").asText("");
            schemas.set(
                    group + "." + name + "." + kind,
                    schema(version.path("schema").path("openAPIV3Schema"), group, name, kind));
        }
        return document;
    }

    private static ObjectNode schema(JsonNode given, String group, String version, String kind) {
        ObjectNode schema = given instanceof ObjectNode object
                ? object.deepCopy()
                : JsonNodeFactory.instance.objectNode().put("type", "object");
        completeEmbedded(schema);
        describeObject(schema);
        schema.putArray("x-kubernetes-group-version-kind")
                .addObject()
                .put("group", group)
                .put("version", version)
                .put("kind", kind);
        return schema;
    }

    /** What is an object of its own within another one has metadata, too. */
    private static void completeEmbedded(JsonNode schema) {
        if (schema.path("x-kubernetes-embedded-resource").asBoolean(false) && schema instanceof ObjectNode embedded) {
            describeObject(embedded);
        }
        schema.path("properties").forEach(DefinitionSchemas::completeEmbedded);
        for (var below : List.of("items", "additionalProperties")) {
            if (schema.path(below).isObject()) {
                completeEmbedded(schema.path(below));
            }
        }
    }

    private static void describeObject(ObjectNode schema) {
        var properties = schema.withObject("/properties");
        properties.putObject("apiVersion").put("type", "string");
        properties.putObject("kind").put("type", "string");
        properties.putObject("metadata").put("$ref", REFERENCE);
    }
}
