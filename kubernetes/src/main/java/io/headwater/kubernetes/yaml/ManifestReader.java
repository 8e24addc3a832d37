package io.headwater.kubernetes.yaml;

import io.headwater.kubernetes.yaml.ManifestResult.ManifestError;
import io.headwater.kubernetes.yaml.ManifestResult.Manifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads manifest files as the tools around Kubernetes do: YAML by the rules of {@code sigs.k8s.io/yaml}, several documents, JSON, lists
 * expanded into their items. Safe for use by several threads.
 *
 * <p>Stricter than those tools in one point: a key that stands twice is an error, since one of the two is not meant.
 */
public final class ManifestReader {

    private final ManifestLimits limits;

    public ManifestReader(ManifestLimits limits) {
        this.limits = limits;
    }

    public ManifestReader() {
        this(ManifestLimits.DEFAULT);
    }

    /**
     * Reads a file.
     *
     * @param file how to name it in errors; the ending {@code .json} means JSON and nothing else
     */
    public ManifestResult read(String file, byte[] content) {
        try {
            if (content.length > limits.bytes()) {
                throw new MalformedManifestException(
                        Position.START,
                        "the file has " + content.length + " bytes, of which at most " + limits.bytes()
                                + " are accepted; split it, or exclude it if it is no manifest");
            }
            return new Manifests(manifests(file, documents(file, SourceText.decode(content))));
        } catch (MalformedManifestException malformed) {
            var position = malformed.position();
            return new ManifestError(file, position.line(), position.column(), malformed.text());
        }
    }

    private List<Document> documents(String file, String text) throws MalformedManifestException {
        if (file.toLowerCase(Locale.ROOT).endsWith(".json")) {
            return new JsonDocuments(text, limits).read();
        }
        return text.stripLeading().startsWith("{") ? jsonOrYaml(text) : YamlDocuments.read(text, limits);
    }

    /** A text that starts like JSON is JSON if it can be read so, else YAML's flow style. */
    private List<Document> jsonOrYaml(String text) throws MalformedManifestException {
        try {
            return new JsonDocuments(text, limits).read();
        } catch (MalformedManifestException notJson) {
            try {
                return YamlDocuments.read(text, limits);
            } catch (MalformedManifestException notYaml) {
                // Whoever got further understood more of what was meant.
                throw notJson.position().compareTo(notYaml.position()) > 0 ? notJson : notYaml;
            }
        }
    }

    private List<Manifest> manifests(String file, List<Document> documents) throws MalformedManifestException {
        var objects = new DocumentObjects(file, limits);
        for (var document : documents) {
            objects.add(document);
        }
        return new ArrayList<>(objects.manifests());
    }
}
