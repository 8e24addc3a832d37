package io.headwater.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A CustomResourceDefinition, ours or Argo CD's. */
record Definition(KubernetesObject object) {

    static List<Definition> ours() {
        return Crds.all().stream().map(Definition::new).toList();
    }

    static Definition ours(String kind) {
        return ours().stream()
                .filter(definition -> definition.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    String kind() {
        return names().path("kind").asText();
    }

    String plural() {
        return names().path("plural").asText();
    }

    JsonNode names() {
        return spec().path("names");
    }

    JsonNode spec() {
        return object.tree().path("spec");
    }

    JsonNode version() {
        return spec().path("versions").path(0);
    }

    JsonNode schema() {
        return version().path("schema").path("openAPIV3Schema");
    }

    /**
     * What the schema demands, by path: {@code .spec.sources[].path}, {@code .spec.values{}} for the values of a map. Descriptions are left out.
     */
    Map<String, JsonNode> rules() {
        var rules = new TreeMap<String, JsonNode>();
        collect(schema(), "", rules);
        return rules;
    }

    /** Paths below which anything is accepted. */
    Set<String> freeForms() {
        var paths = new TreeSet<String>();
        rules().forEach((path, rule) -> {
            if (rule.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
                paths.add(path);
            }
        });
        return paths;
    }

    private static void collect(JsonNode schema, String path, Map<String, JsonNode> rules) {
        var rule = ((ObjectNode) schema).deepCopy();
        rule.remove(List.of("description", "properties", "items"));
        rule.replace("required", sorted(schema.path("required")));
        rule.replace("enum", sorted(schema.path("enum")));
        schema.path("properties")
                .properties()
                .forEach(field -> collect(field.getValue(), path + "." + field.getKey(), rules));
        if (schema.has("items")) {
            collect(schema.path("items"), path + "[]", rules);
        }
        if (schema.path("additionalProperties").isObject()) {
            rule.remove("additionalProperties");
            collect(schema.path("additionalProperties"), path + "{}", rules);
        }
        rules.put(path, rule);
    }

    private static JsonNode sorted(JsonNode texts) {
        var sorted = new TreeSet<String>();
        texts.forEach(text -> sorted.add(text.asText()));
        var array = JsonNodeFactory.instance.arrayNode();
        sorted.forEach(array::add);
        return array;
    }
}
