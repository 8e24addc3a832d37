package io.headwater.deploy;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.yaml.Manifest;
import io.headwater.kubernetes.yaml.ManifestReader;
import io.headwater.kubernetes.yaml.ManifestResult.ManifestError;
import io.headwater.kubernetes.yaml.ManifestResult.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;

/** Custom resources as users write them and controllers leave them; together they use every field. */
final class Examples {

    private static final List<String> FILES = List.of(
            "application-operations.yaml",
            "application-policies.yaml",
            "application-sources.yaml",
            "application-status.yaml",
            "applicationsets.yaml",
            "projects.yaml");

    private Examples() {}

    static List<KubernetesObject> all() {
        return FILES.stream().flatMap(Examples::read).toList();
    }

    private static Stream<KubernetesObject> read(String file) {
        try (var in = Examples.class.getResourceAsStream("examples/" + file)) {
            if (in == null) {
                throw new AssertionFailedError("no examples " + file);
            }
            return switch (new ManifestReader().read(file, in.readAllBytes())) {
                case Manifests(var manifests) -> manifests.stream().map(Manifest::object);
                case ManifestError error -> throw new AssertionFailedError(error.toString());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
