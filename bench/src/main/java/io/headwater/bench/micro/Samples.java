package io.headwater.bench.micro;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.yaml.Manifest;
import io.headwater.kubernetes.yaml.ManifestReader;
import io.headwater.kubernetes.yaml.ManifestResult.ManifestError;
import io.headwater.kubernetes.yaml.ManifestResult.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Objects from YAML. */
final class Samples {

    private Samples() {}

    /** The text of a file beside this class. */
    static String text(String name) {
        try (var resource = Samples.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the benchmarks were built without " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<KubernetesObject> objects(String yaml) {
        return objects("sample.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    static List<KubernetesObject> objects(String file, byte[] yaml) {
        return switch (new ManifestReader().read(file, yaml)) {
            case Manifests(var manifests) ->
                manifests.stream().map(Manifest::object).toList();
            case ManifestError error -> throw new IllegalStateException(error.toString());
        };
    }

    /** An object without content. */
    static ObjectNode object(String apiVersion, String kind, String name) {
        var tree = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", apiVersion)
                .put("kind", kind);
        tree.putObject("metadata").put("name", name).put("namespace", "default");
        return tree;
    }

    /** An object with a label more, which somebody might remove again. */
    static KubernetesObject labelled(KubernetesObject object) {
        var tree = object.copyTree();
        tree.withObject("/metadata/labels").put("shop.example.com/legacy", "true");
        return object.withTree(tree);
    }
}
