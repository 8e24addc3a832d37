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

/**
 * The definitions of Application, AppProject and ApplicationSet.
 *
 * <p>Whoever installs them creates those that are missing and leaves alone those that are there: they may be Argo CD's, which do as well.
 */
public final class Crds {

    private static final List<String> FILES = List.of("application.yaml", "appproject.yaml", "applicationset.yaml");

    private Crds() {}

    /** The three definitions, each a CustomResourceDefinition of {@code apiextensions.k8s.io/v1}; read anew with each call. */
    public static List<KubernetesObject> all() {
        return FILES.stream().flatMap(Crds::read).toList();
    }

    private static Stream<KubernetesObject> read(String file) {
        return switch (new ManifestReader().read(file, content(file))) {
            case Manifests(var manifests) -> manifests.stream().map(Manifest::object);
            case ManifestError error ->
                throw new IllegalStateException("a definition of this module is malformed: " + error);
        };
    }

    private static byte[] content(String file) {
        try (var in = Crds.class.getResourceAsStream("crds/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the definition " + file + " is missing from this module");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
