package io.headwater.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExamplesTest {

    /** Parts of the schemas that are the same as another, which the examples need to use once only. */
    private static final List<Map.Entry<String, String>> SAME = List.of(
            Map.entry("\\.(matrix|merge)\\.generators\\[]", ""),
            Map.entry("^\\.spec\\.generators\\[]\\.\\w+\\.template", ".spec.template"),
            Map.entry("\\.(labelSelector|selector)\\.", ".selector."),
            Map.entry("\\.generators\\[]\\.\\w+\\.selector\\.", ".generators[].selector."),
            Map.entry("^\\.status\\.sync\\.comparedTo\\.(destination|ignoreDifferences)", ".spec.$1"),
            Map.entry("^\\.spec\\.template\\.spec\\.", ".spec."),
            Map.entry("^\\.operation\\.sync\\.(sources?)", ".spec.$1"),
            Map.entry("\\.sources\\[]", ".source"),
            Map.entry("\\.drySource\\.(directory|helm|kustomize|plugin)\\.", ".source.$1."),
            Map.entry("^\\.spec\\.sourceHydrator\\.source\\.", ".spec.source."));

    @Test
    void useEveryField() {
        var unused = new TreeSet<String>();
        for (var definition : Definition.ours()) {
            definition.rules().keySet().forEach(path -> unused.add(canonical(path)));
        }
        for (var example : Examples.all()) {
            used(example).forEach(path -> unused.remove(canonical(path)));
        }
        unused.removeIf(path -> path.matches("|\\.apiVersion|\\.kind|\\.metadata"));
        assertThat(unused).isEmpty();
    }

    @Test
    void areManyAndNamedForWhatTheyShow() {
        assertThat(Examples.all())
                .hasSizeGreaterThan(40)
                .extracting(KubernetesObject::name)
                .doesNotHaveDuplicates();
    }

    private static Set<String> used(KubernetesObject example) {
        var paths = new TreeSet<String>();
        collect(Definition.ours(example.kind()).schema(), example.tree(), "", paths);
        return paths;
    }

    private static void collect(JsonNode schema, JsonNode value, String path, Set<String> paths) {
        paths.add(path);
        value.properties().forEach(field -> {
            var property = schema.path("properties").path(field.getKey());
            if (property.isObject()) {
                collect(property, field.getValue(), path + "." + field.getKey(), paths);
            } else if (schema.path("additionalProperties").isObject()) {
                collect(schema.path("additionalProperties"), field.getValue(), path + "{}", paths);
            }
        });
        if (value.isArray()) {
            value.forEach(item -> collect(schema.path("items"), item, path + "[]", paths));
        }
    }

    private static String canonical(String path) {
        var result = path;
        for (var same : SAME) {
            result = result.replaceAll(same.getKey(), same.getValue());
        }
        return result;
    }
}
