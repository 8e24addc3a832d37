package io.headwater.deploy;

import io.headwater.kubernetes.yaml.ManifestReader;
import io.headwater.kubernetes.yaml.ManifestResult.ManifestError;
import io.headwater.kubernetes.yaml.ManifestResult.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.opentest4j.AssertionFailedError;

/**
 * A release of Argo CD, whose own definitions are the oracle for ours. They are read from its Go module, which Go downloads when it is not there
 * yet.
 */
enum ArgoCd {
    V3_2("v3.2.11"),
    V3_6("v3.6.1");

    private static final String MODULE = "github.com/argoproj/argo-cd/v3";

    private final String version;

    ArgoCd(String version) {
        this.version = version;
    }

    /** The definitions, or a test that is skipped. */
    List<Definition> definitions() {
        return Requirement.orSkip(
                found(), MODULE + "@" + version + " is not to be had: install Go, and let it reach a module proxy");
    }

    /** The definitions, where they can be had. */
    Optional<List<Definition>> found() {
        return module().map(module -> {
            try (var zip = new ZipFile(module.toFile())) {
                return List.of(read(zip, "application"), read(zip, "appproject"), read(zip, "applicationset"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Definition read(ZipFile zip, String name) throws IOException {
        var entry = zip.getEntry(MODULE + "@" + version + "/manifests/crds/" + name + "-crd.yaml");
        try (var in = zip.getInputStream(entry)) {
            return switch (new ManifestReader().read(entry.getName(), in.readAllBytes())) {
                case Manifests(var manifests) ->
                    new Definition(manifests.getFirst().object());
                case ManifestError error -> throw new AssertionFailedError(error.toString());
            };
        }
    }

    private Optional<Path> module() {
        var cache = go("env", "GOMODCACHE");
        if (cache.isEmpty()) {
            return Optional.empty();
        }
        var zip = Path.of(cache.get(), "cache", "download", MODULE, "@v", version + ".zip");
        if (!Files.exists(zip)) {
            // Fails when a release wants a newer Go than there is, but has downloaded it by then.
            go("mod", "download", "-json", MODULE + "@" + version);
        }
        return Optional.of(zip).filter(Files::exists);
    }

    /** What Go prints, or nothing when there is no Go. */
    private static Optional<String> go(String... arguments) {
        try {
            var command = new ArrayList<String>(List.of("go"));
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command)
                    .directory(Path.of(System.getProperty("java.io.tmpdir")).toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("GOTOOLCHAIN", "local");
            var process = builder.start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            process.waitFor();
            return Optional.of(output).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
