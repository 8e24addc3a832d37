package io.headwater.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;

/** An object made from a schema with every field that the schema knows, right or wrong in one way throughout. */
enum Sample {
    /** All fields, all valid. */
    COMPLETE,
    /** All fields, each leaf of another type than it should be. */
    WRONGLY_TYPED,
    /** All fields but the required ones that hold no others. */
    WITHOUT_REQUIRED,
    /** All fields, of the right type, against every enumeration, pattern, length and format. */
    UNCONSTRAINED;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String LONG = "long".repeat(100);

    ObjectNode of(Definition definition) {
        var object = (ObjectNode) value(definition.schema());
        object.put("apiVersion", "argoproj.io/v1alpha1").put("kind", definition.kind());
        object.putObject("metadata").put("name", "sample").put("namespace", "default");
        return object;
    }

    private JsonNode value(JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return this == WRONGLY_TYPED ? JSON.booleanNode(true) : JSON.numberNode(3);
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema);
            case "array" -> JSON.arrayNode().add(value(schema.path("items")));
            case "string" -> this == WRONGLY_TYPED ? JSON.numberNode(7) : JSON.textNode(text(schema));
            case "integer" -> this == WRONGLY_TYPED ? JSON.textNode("seven") : JSON.numberNode(Long.MAX_VALUE);
            case "boolean" -> this == WRONGLY_TYPED ? JSON.textNode("yes") : JSON.booleanNode(true);
            case "" -> JSON.arrayNode().add(1).add(JSON.objectNode().put("free", "form"));
            default -> throw new IllegalStateException("a schema of a type not met before: " + schema);
        };
    }

    private ObjectNode object(JsonNode schema) {
        var object = JSON.objectNode();
        var required = new HashSet<String>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(field -> {
            if (this != WITHOUT_REQUIRED || !required.contains(field.getKey()) || holdsOthers(field.getValue())) {
                object.set(field.getKey(), value(field.getValue()));
            }
        });
        if (schema.path("additionalProperties").isObject()) {
            object.set("key", value(schema.path("additionalProperties")));
        }
        if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.putObject("free").putArray("form").add(1).add(JSON.objectNode());
        }
        return object;
    }

    private static boolean holdsOthers(JsonNode schema) {
        return schema.has("properties") || schema.path("items").has("properties");
    }

    private String text(JsonNode schema) {
        if (this == UNCONSTRAINED) {
            return schema.has("pattern") ? "." : LONG;
        }
        if (schema.has("enum")) {
            return schema.path("enum").path(0).asText();
        }
        return schema.path("format").asText().equals("date-time") ? "2026-01-01T12:00:00Z" : "text";
    }
}
