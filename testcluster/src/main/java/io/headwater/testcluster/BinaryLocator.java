package io.headwater.testcluster;

import io.headwater.testcluster.ControlPlaneBinaries.Lookup;
import io.headwater.testcluster.TestClusterException.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the binaries, or has them built.
 *
 * <p>The cache is {@code headwater-testcluster/} and holds the executables themselves. It counts only when complete. A build goes into a folder beside
 * it and is moved there when it has succeeded, so a build that was interrupted leaves nothing that looks usable.
 */
final class BinaryLocator {

    private static final Logger LOG = LoggerFactory.getLogger(BinaryLocator.class);

    /** Only one at a time in this JVM: file locks hold between processes. */
    private static final Object BUILDING = new Object();

    private final Map<String, String> environment;
    private final Path cache;
    private final BinaryBuild build;

    /**
     * A locator.
     *
     * @param cache the folder of the binaries, whether there or not
     */
    BinaryLocator(Map<String, String> environment, Path cache, BinaryBuild build) {
        this.environment = environment;
        this.cache = cache;
        this.build = build;
    }

    static BinaryLocator ofThisMachine() {
        var environment = System.getenv();
        var configured = environment.getOrDefault("XDG_CACHE_HOME", "");
        var caches = configured.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(configured);
        return new BinaryLocator(environment, caches.resolve("headwater-testcluster"), GoBuild.from(environment));
    }

    Lookup locate() {
        return assets().or(this::cached).orElseGet(this::built);
    }

    private Optional<Lookup> assets() {
        var assets = environment.getOrDefault("KUBEBUILDER_ASSETS", "");
        if (assets.isEmpty()) {
            return Optional.empty();
        }
        var binaries = new ControlPlaneBinaries(Path.of(assets));
        var lacking = binaries.lacking();
        if (!lacking.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("directory", assets)
                    .addKeyValue("lacking", lacking)
                    .log("KUBEBUILDER_ASSETS is not used: it lacks binaries");
            return Optional.empty();
        }
        return Optional.of(new Lookup.Found(binaries, "KUBEBUILDER_ASSETS"));
    }

    private Optional<Lookup> cached() {
        var binaries = new ControlPlaneBinaries(cache);
        return binaries.lacking().isEmpty()
                ? Optional.of(new Lookup.Found(binaries, "the cache " + cache))
                : Optional.empty();
    }

    private Lookup built() {
        var obstacle = build.obstacle();
        if (obstacle.isPresent()) {
            return new Lookup.Missing("no control plane: KUBEBUILDER_ASSETS names no complete set of binaries, " + cache
                    + " lacks " + new ControlPlaneBinaries(cache).lacking() + ", and they cannot be built here: "
                    + obstacle.get());
        }
        synchronized (BUILDING) {
            try {
                return buildAlone();
            } catch (IOException e) {
                throw new TestClusterException(Code.FILES, "cannot fill the cache " + cache + ": " + e.getMessage(), e);
            }
        }
    }

    private Lookup buildAlone() throws IOException {
        var parent = Files.createDirectories(cache.toAbsolutePath().getParent());
        try (var channel = FileChannel.open(
                parent.resolve(cache.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            var meanwhile = cached();
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            LOG.atWarn()
                    .addKeyValue("cache", cache)
                    .log("Building a control plane from its Go modules: this takes minutes, once");
            var fresh = Files.createTempDirectory(parent, cache.getFileName() + ".building-");
            try {
                build.into(fresh);
                replaceCache(fresh);
            } finally {
                FileTree.delete(fresh);
            }
            return cached().orElseThrow(() -> new TestClusterException(
                    Code.BUILD_FAILED,
                    "the build ended well, but " + cache + " lacks " + new ControlPlaneBinaries(cache).lacking()));
        }
    }

    /** An incomplete cache may hold what others put there; only the built files are replaced. */
    private void replaceCache(Path fresh) throws IOException {
        if (!Files.exists(cache)) {
            Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        try (var files = Files.list(fresh)) {
            for (var file : files.toList()) {
                Files.move(file, cache.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
