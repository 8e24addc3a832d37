package io.headwater.kubernetes.ignore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.yaml.ManifestLimits;
import io.headwater.kubernetes.yaml.YamlValue;
import java.util.List;
import java.util.Map;

/** Values of a ConfigMap. */
final class ConfigMapValue {

    /** No value of a ConfigMap is larger than the mebibyte that the API server has for all of them. */
    private static final ManifestLimits LIMITS = new ManifestLimits(1 << 20, 32, 100_000, 10, 100, 1 << 20);

    private ConfigMapValue() {}

    /** What a key holds as YAML; null if there is no such key, or it holds nothing, or no YAML, which is a problem. */
    static JsonNode read(String key, Map<String, String> data, List<IgnoreProblem> problems) {
        return yaml(key, data.getOrDefault(key, ""), problems);
    }

    /** What a text holds as YAML; null if that is nothing, or no YAML, which is a problem. */
    static JsonNode yaml(String source, String text, List<IgnoreProblem> problems) {
        return switch (YamlValue.read(text, LIMITS)) {
            case YamlValue.Value(var tree) -> tree;
            case YamlValue.Malformed(var line, var column, var message) -> {
                problems.add(
                        IgnoreProblem.malformed(source, "", "line %d, column %d: %s".formatted(line, column, message)));
                yield NullNode.getInstance();
            }
        };
    }

    /** A field that is true or false; what it is without the field where it is neither, which is a problem. */
    static boolean truth(String source, ObjectNode tree, String name, boolean otherwise, List<IgnoreProblem> problems) {
        var value = tree.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            problems.add(IgnoreProblem.malformed(
                    source, "", name + " is neither true nor false; " + otherwise + " is taken"));
            return otherwise;
        }
        return value.booleanValue();
    }
}
