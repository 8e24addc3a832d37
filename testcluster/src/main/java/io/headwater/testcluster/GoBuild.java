package io.headwater.testcluster;

import io.headwater.testcluster.TestClusterException.Code;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds from Go modules at pinned versions, by the script and the module files among this module's resources. */
final class GoBuild implements BinaryBuild {

    private static final List<String> SOURCES = List.of("build.sh", "go.mod", "go.sum", "kwok/go.mod", "kwok/go.sum");

    private final List<Path> path;

    private GoBuild(List<Path> path) {
        this.path = path;
    }

    static GoBuild from(Map<String, String> environment) {
        return new GoBuild(Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList());
    }

    @Override
    public Optional<String> obstacle() {
        var lacking = List.of("go", "bash").stream()
                .filter(name -> path.stream().noneMatch(entry -> Files.isExecutable(entry.resolve(name))))
                .toList();
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(" and ", lacking) + " not on the PATH (install Go 1.26 or later, and bash)");
    }

    @Override
    public void into(Path directory) {
        var sources = directory.resolve("source");
        var log = directory.resolveSibling(directory.getFileName() + ".log");
        try {
            for (var source : SOURCES) {
                Resources.copy("build/" + source, sources.resolve(source));
            }
            var process = new ProcessBuilder("bash", sources.resolve("build.sh").toString(), directory.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (process.waitFor() != 0) {
                throw new TestClusterException(
                        Code.BUILD_FAILED, "the control plane did not build (" + log + " has all): " + LogTail.of(log));
            }
            FileTree.delete(sources);
            Files.delete(log);
        } catch (IOException e) {
            throw new TestClusterException(
                    Code.BUILD_FAILED, "the control plane could not be built: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException(Code.BUILD_FAILED, "interrupted while the control plane was built", e);
        }
    }
}
