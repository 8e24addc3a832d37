package io.headwater.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.yaml.ManifestReader;
import io.headwater.kubernetes.yaml.ManifestResult.ManifestError;
import io.headwater.kubernetes.yaml.ManifestResult.Manifests;
import java.nio.charset.StandardCharsets;

/** Objects as tests need them. */
public final class Objects {

    private Objects() {}

    /** An object of a kind, in a namespace if that is not empty. */
    public static KubernetesObject object(String apiVersion, String kind, String namespace, String name) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", apiVersion).put("kind", kind);
        var metadata = tree.putObject("metadata").put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        return new KubernetesObject(tree);
    }

    /** The object with one more annotation. */
    public static KubernetesObject annotated(KubernetesObject object, String annotation, String value) {
        var tree = object.copyTree();
        tree.withObject("/metadata/annotations").put(annotation, value);
        return object.withTree(tree);
    }

    /** A tree from JSON. */
    public static JsonNode json(String json) {
        return CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8), 1 << 20);
    }

    /** The one object of a manifest. */
    public static KubernetesObject manifest(String yaml) {
        return switch (new ManifestReader().read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8))) {
            case Manifests(var manifests)
            when manifests.size() == 1 -> manifests.getFirst().object();
            case Manifests(var manifests) -> throw new AssertionError(manifests.size() + " objects");
            case ManifestError error -> throw new AssertionError(error);
        };
    }
}
