package io.headwater.deploy;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.yaml.Manifest;
import io.headwater.kubernetes.yaml.ManifestReader;
import io.headwater.kubernetes.yaml.ManifestResult.ManifestError;
import io.headwater.kubernetes.yaml.ManifestResult.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;

/** The objects of an installation. */
record Installation(List<KubernetesObject> objects) {

    static final List<String> SERVICES = List.of(
            "applier", "catalog", "cluster-watcher", "differ", "gateway", "health-checker", "renderer", "repo-watcher");

    /** This module's folder, which is where Maven runs tests. */
    static final Path FOLDER = Path.of("").toAbsolutePath();

    static Installation fromInstallYaml() {
        return from(FOLDER.resolve("install.yaml"));
    }

    static Installation from(Path file) {
        try {
            return switch (new ManifestReader().read(file.getFileName().toString(), Files.readAllBytes(file))) {
                case Manifests(var manifests) ->
                    new Installation(manifests.stream().map(Manifest::object).toList());
                case ManifestError error -> throw new AssertionFailedError(error.toString());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<KubernetesObject> ofKind(String kind) {
        return objects.stream().filter(object -> object.kind().equals(kind));
    }

    List<String> namesOf(String kind) {
        return ofKind(kind).map(KubernetesObject::name).sorted().toList();
    }
}
