package io.headwater.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.testcluster.ControlPlaneBinaries.Lookup;
import io.headwater.testcluster.TestClusterException.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryLocatorTest {

    private static final List<String> ALL =
            List.of("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok", "kubectl");

    private final Path assets;
    private final Path cache;
    private final AtomicInteger builds = new AtomicInteger();

    BinaryLocatorTest(@TempDir Path directory) {
        assets = directory.resolve("assets");
        cache = directory.resolve("caches/headwater-testcluster");
    }

    @Test
    void prefersTheConfiguredAssets() {
        place(assets, ALL);
        place(cache, ALL);

        assertThat(locator(builds(ALL)).locate()).isEqualTo(found(assets, "KUBEBUILDER_ASSETS"));
    }

    @Test
    void usesTheCacheWhenTheAssetsLackSomething() {
        place(assets, List.of("etcd", "kube-apiserver", "kubectl"));
        place(cache, ALL);

        assertThat(locator(builds(ALL)).locate()).isEqualTo(found(cache, "the cache " + cache));
        assertThat(builds).hasValue(0);
    }

    @Test
    void buildsWhatTheCacheLacks() {
        place(cache, List.of("etcd"));

        assertThat(locator(builds(ALL)).locate()).isEqualTo(found(cache, "the cache " + cache));
        assertThat(cache.getParent()).isDirectoryNotContaining("glob:**.building-*");
    }

    @Test
    void buildsOnceForAllWhoAsk() {
        var locator = locator(builds(ALL));

        var lookups = Stream.generate(() -> CompletableFuture.supplyAsync(locator::locate))
                .limit(4)
                .toList();

        assertThat(lookups.stream().map(CompletableFuture::join)).containsOnly(found(cache, "the cache " + cache));
        assertThat(builds).hasValue(1);
    }

    @Test
    void leavesNothingUsableAfterAFailedBuild() {
        var locator = locator(new FakeBuild(Optional.empty(), List.of("etcd", "kubectl"), true));

        assertThatThrownBy(locator::locate)
                .isInstanceOf(TestClusterException.class)
                .hasMessageContaining("broken");
        assertThat(cache).doesNotExist();
        assertThat(locator(builds(ALL)).locate()).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void saysWhatIsMissingWhenNothingCanBeBuilt() {
        place(cache, List.of("etcd"));

        assertThat(locator(new FakeBuild(Optional.of("go not on the PATH"), ALL, false))
                        .locate())
                .isInstanceOfSatisfying(Lookup.Missing.class, missing -> assertThat(missing.reason())
                        .contains("go not on the PATH", cache.toString(), "kube-apiserver")
                        .doesNotContain("[etcd"));
    }

    @Test
    void wantsGoAndBashOnThePath(@TempDir Path bin) throws IOException {
        var environment = Map.of("PATH", bin.toString());

        assertThat(GoBuild.from(environment).obstacle())
                .hasValueSatisfying(text -> assertThat(text).contains("go and bash"));

        place(bin, List.of("go", "bash"));
        assertThat(GoBuild.from(environment).obstacle()).isEmpty();
    }

    private BinaryLocator locator(BinaryBuild build) {
        return new BinaryLocator(Map.of("KUBEBUILDER_ASSETS", assets.toString()), cache, build);
    }

    private FakeBuild builds(List<String> names) {
        return new FakeBuild(Optional.empty(), names, false);
    }

    private static Lookup found(Path directory, String origin) {
        return new Lookup.Found(new ControlPlaneBinaries(directory), origin);
    }

    private static void place(Path directory, List<String> names) {
        try {
            Files.createDirectories(directory);
            for (var name : names) {
                var file = Files.writeString(directory.resolve(name), name);
                assertThat(file.toFile().setExecutable(true)).isTrue();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class FakeBuild implements BinaryBuild {

        private final Optional<String> obstacle;
        private final List<String> names;
        private final boolean breaks;

        FakeBuild(Optional<String> obstacle, List<String> names, boolean breaks) {
            this.obstacle = obstacle;
            this.names = new ArrayList<>(names);
            this.breaks = breaks;
        }

        @Override
        public Optional<String> obstacle() {
            return obstacle;
        }

        @Override
        public void into(Path directory) {
            builds.incrementAndGet();
            place(directory, names);
            if (breaks) {
                throw new TestClusterException(Code.BUILD_FAILED, "broken");
            }
        }
    }
}
