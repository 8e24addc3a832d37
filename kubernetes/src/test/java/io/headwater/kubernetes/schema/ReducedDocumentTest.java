package io.headwater.kubernetes.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.Objects;
import org.junit.jupiter.api.Test;

class ReducedDocumentTest {

    private static final GroupKind GADGET = new GroupKind("example.com", "Gadget");

    private static final JsonNode DOCUMENT = Objects.json("""
            {"openapi": "3.0.0", "paths": {"/apis/example.com/v1": {}}, "components": {"schemas": {
              "com.example.v1.Gadget": {
                "description": "a gadget", "type": "object", "required": ["spec"],
                "properties": {
                  "metadata": {"$ref": "#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"},
                  "spec": {"type": "object", "description": "what it is", "properties": {
                    "description": {"type": "string", "maxLength": 10, "default": "none"},
                    "format": {"$ref": "#/components/schemas/com.example.v1.Format"}},
                    "default": {"title": "kept as it is"}}},
                "x-kubernetes-group-version-kind": [{"group": "example.com", "kind": "Gadget", "version": "v1"}]},
              "com.example.v1.Format": {"type": "string", "pattern": ".*"},
              "com.example.v1.Other": {"type": "object",
                "x-kubernetes-group-version-kind": [{"group": "example.com", "kind": "Other", "version": "v1"}]},
              "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta": {"type": "object"}}}}""");

    @Test
    void holdsOneKindAndWhatItRefersTo() {
        var schemas = reduced().path("components").path("schemas");

        assertThat(schemas.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("com.example.v1.Gadget", "com.example.v1.Format");
    }

    @Test
    void leavesOutWordsAndLimitsButNoFieldOfThatName() {
        var gadget = reduced().at("/components/schemas/com.example.v1.Gadget");

        assertThat(gadget.has("description")).isFalse();
        assertThat(gadget.has("required")).isFalse();
        assertThat(gadget.at("/properties/spec/properties/description"))
                .isEqualTo(Objects.json("{\"type\": \"string\", \"default\": \"none\"}"));
        assertThat(gadget.at("/properties/spec/default/title").asText()).isEqualTo("kept as it is");
    }

    @Test
    void isAllThatAComparisonNeeds() {
        var schema = ApiSchemas.ofCustomResources(reduced()).of(GADGET, "v1").orElseThrow();
        var gadget = Objects.manifest("""
                {apiVersion: example.com/v1, kind: Gadget, metadata: {name: g, labels: {}}, spec: {}}""");

        assertThat(schema.held(gadget.tree())).isEqualTo(Objects.json("""
                        {"apiVersion": "example.com/v1", "kind": "Gadget", "metadata": {"name": "g"},
                         "spec": {"description": "none"}}"""));
    }

    @Test
    void isNothingForAKindThatIsNotDescribed() {
        assertThat(ReducedDocument.of(DOCUMENT, new GroupKind("example.com", "Nothing"), "v1"))
                .isEmpty();
    }

    private static JsonNode reduced() {
        return ReducedDocument.of(DOCUMENT, GADGET, "v1").orElseThrow();
    }
}
