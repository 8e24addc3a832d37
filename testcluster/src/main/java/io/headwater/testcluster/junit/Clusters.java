package io.headwater.testcluster.junit;

import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.ControlPlane.Options;
import io.headwater.testcluster.ControlPlaneBinaries;
import io.headwater.testcluster.ControlPlaneBinaries.Lookup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The control planes of this JVM, each started, or gone along with, when it is first asked for.
 *
 * <p>Those started here run in {@code target/testcluster}, where their logs stay for whoever looks into a failure.
 */
final class Clusters implements AutoCloseable {

    private final Surroundings surroundings;
    private final Supplier<Lookup> locate;
    private final Map<String, ControlPlane> planes = new HashMap<>();
    private Optional<Lookup> located = Optional.empty();

    Clusters(Surroundings surroundings, Supplier<Lookup> locate) {
        this.surroundings = surroundings;
        this.locate = locate;
    }

    static Clusters ofThisProcess() {
        return new Clusters(Surroundings.ofThisProcess(), ControlPlaneBinaries::locate);
    }

    /**
     * Why tests are to be skipped; empty when they can run.
     *
     * @throws IllegalStateException when they cannot run, and must
     */
    synchronized Optional<String> obstacle() {
        if (surroundings.running().isPresent()) {
            return Optional.empty();
        }
        return switch (lookup()) {
            case Lookup.Found found -> Optional.empty();
            case Lookup.Missing(var reason) -> {
                if (surroundings.required()) {
                    throw new IllegalStateException("a control plane is required: " + reason);
                }
                yield Optional.of(reason);
            }
        };
    }

    synchronized ControlPlane named(String name) {
        return planes.computeIfAbsent(name, this::attachOrStart);
    }

    private ControlPlane attachOrStart(String name) {
        var running =
                surroundings.running().map(directory -> directory.resolve(name)).filter(Files::isDirectory);
        return running.map(ControlPlane::attach).orElseGet(() -> start(name));
    }

    private ControlPlane start(String name) {
        return switch (lookup()) {
            case Lookup.Found(var binaries, var origin) ->
                ControlPlane.start(binaries, directory(name), Options.forOneRun());
            case Lookup.Missing(var reason) -> throw new IllegalStateException(reason);
        };
    }

    private Lookup lookup() {
        var lookup = located.orElseGet(locate);
        located = Optional.of(lookup);
        return lookup;
    }

    private static Path directory(String name) {
        try {
            var target = Path.of("target");
            var parent = Files.isDirectory(target)
                    ? target.resolve("testcluster")
                            .resolve(String.valueOf(ProcessHandle.current().pid()))
                    : Files.createTempDirectory("headwater-testcluster-");
            return Files.createDirectories(parent.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        planes.values().parallelStream().forEach(ControlPlane::close);
        planes.clear();
    }
}
