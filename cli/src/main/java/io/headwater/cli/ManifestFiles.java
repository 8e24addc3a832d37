package io.headwater.cli;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.yaml.Manifest;
import io.headwater.kubernetes.yaml.ManifestReader;
import io.headwater.kubernetes.yaml.ManifestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads manifests that a user names. */
final class ManifestFiles {

    private static final GroupKind APPLICATION = new GroupKind("argoproj.io", "Application");

    private ManifestFiles() {}

    /**
     * The objects of a file, in its order.
     *
     * @throws CommandException if the file can't be read, or is no manifest
     */
    static List<KubernetesObject> read(Path file) {
        return switch (new ManifestReader().read(file.toString(), bytesOf(file))) {
            case ManifestResult.Manifests(var manifests) ->
                manifests.stream().map(Manifest::object).toList();
            case ManifestResult.ManifestError error ->
                throw new CommandException(CommandException.REFUSED, error.toString());
        };
    }

    /**
     * The Application in a file.
     *
     * @throws CommandException if the file can't be read, or holds something else
     */
    static KubernetesObject application(Path file) {
        var objects = read(file);
        if (objects.size() != 1 || !objects.getFirst().groupKind().equals(APPLICATION)) {
            throw new CommandException(CommandException.REFUSED, file + " does not hold exactly one Application");
        }
        return objects.getFirst();
    }

    private static byte[] bytesOf(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandException(CommandException.MISSING, "the file " + file + " can't be read");
        }
    }
}
