package io.headwater.kubernetes.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

/** What a text of YAML holds that is no manifest, as the values of a ConfigMap are: read by the same rules as manifests. */
public sealed interface YamlValue {

    /** A text that can be read: its only document, or null for a text without one. */
    record Value(JsonNode tree) implements YamlValue {}

    /** A text that cannot. */
    record Malformed(int line, int column, String message) implements YamlValue {}

    static YamlValue read(String text, ManifestLimits limits) {
        if (text.length() > limits.bytes()) {
            return new Malformed(
                    1,
                    1,
                    "the text has %,d characters, and at most %,d may be".formatted(text.length(), limits.bytes()));
        }
        try {
            var documents = YamlDocuments.read(text, limits);
            return switch (documents.size()) {
                case 0 -> new Value(NullNode.getInstance());
                case 1 -> new Value(documents.getFirst().root());
                default ->
                    new Malformed(
                            documents.get(1).start().line(), 1, "there is a second document, and only one is read");
            };
        } catch (MalformedManifestException malformed) {
            var position = malformed.position();
            return new Malformed(position.line(), position.column(), malformed.text());
        }
    }
}
