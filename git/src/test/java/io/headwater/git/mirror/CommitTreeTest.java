package io.headwater.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.fixture.SampleRepository;
import io.headwater.git.tree.CommitTree;
import io.headwater.git.tree.Observation;
import io.headwater.git.tree.TreeEntry;
import io.headwater.git.tree.TreeEntry.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitTreeTest {

    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("README.md", "read me"),
            Map.entry("apps/shop/deployment.yaml", "kind: Deployment"),
            Map.entry("apps/shop/service.yaml", "kind: Service"),
            Map.entry("apps/shop/sub/job.yaml", "kind: Job"),
            Map.entry("apps/latest", "-> shop"),
            Map.entry("apps/readme", "-> ../README.md"),
            Map.entry("apps/chain", "-> readme"),
            Map.entry("apps/dangling", "-> nowhere"),
            Map.entry("apps/out", "-> ../../etc/passwd"),
            Map.entry("apps/absolute", "-> /etc/passwd"),
            Map.entry("apps/circle", "-> circle"));

    private final List<Observation> seen = new ArrayList<>();
    private SampleRepository sample;
    private Mirrors mirrors;
    private RepositoryUrl url;

    @BeforeEach
    void start(@TempDir Path folder) {
        sample = SampleRepository.create(folder.resolve("app.git"));
        mirrors = Mirrors.open(folder.resolve("mirrors"), GitLimits.standard().withSizes(1_000_000, 1000, 100, 20));
        url = RepositoryUrl.parse("file://" + sample.directory());
    }

    @AfterEach
    void stop() {
        mirrors.close();
        sample.close();
    }

    private CommitTree commit(Map<String, String> files) {
        var sha = sample.commit(files);
        mirrors.fetch(url, RepositoryAccess.anonymous(), sha);
        return mirrors.tree(url, sha).observedBy(seen::add);
    }

    private static GitErrorCode code(ThrowingCallable call) {
        return catchThrowableOfType(GitException.class, call).code();
    }

    @ParameterizedTest
    @CsvSource({
        "README.md, read me",
        "./apps//shop/deployment.yaml, kind: Deployment",
        "apps/shop/../../README.md, read me",
        "apps/latest/service.yaml, kind: Service",
        "apps/latest/../README.md/../shop/service.yaml, ''",
        "apps/readme, read me",
        "apps/chain, read me"
    })
    void readsFilesOverLinks(String path, String content) {
        var tree = commit(FILES);
        if (content.isEmpty()) {
            assertThat(code(() -> tree.read(path))).isEqualTo(GitErrorCode.PATH_MISSING);
        } else {
            assertThat(tree.read(path)).asString().isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"apps/out", "apps/absolute", "apps/circle", "../README.md", "apps/../../x"})
    void neverLeavesTheRepository(String path) {
        var tree = commit(FILES);

        assertThat(code(() -> tree.read(path))).isEqualTo(GitErrorCode.LINK_INVALID);
        assertThat(code(() -> tree.kind(path))).isEqualTo(GitErrorCode.LINK_INVALID);
    }

    @Test
    void saysWhatAPathIs() {
        var tree = commit(FILES);

        assertThat(tree.kind("apps")).contains(Kind.DIRECTORY);
        assertThat(tree.kind("")).contains(Kind.DIRECTORY);
        assertThat(tree.kind("apps/latest")).contains(Kind.DIRECTORY);
        assertThat(tree.kind("README.md")).contains(Kind.FILE);
        assertThat(tree.kind("apps/dangling")).isEmpty();
        assertThat(tree.kind("README.md/x")).isEmpty();
        assertThat(tree.find("apps/latest/service.yaml")).map(TreeEntry::path).contains("apps/shop/service.yaml");
    }

    @Test
    void listsADirectoryAndNotWhatIsBelow() {
        assertThat(commit(FILES).list("apps/shop"))
                .extracting(TreeEntry::path, TreeEntry::kind)
                .containsExactly(
                        tuple("apps/shop/deployment.yaml", Kind.FILE),
                        tuple("apps/shop/service.yaml", Kind.FILE),
                        tuple("apps/shop/sub", Kind.DIRECTORY));
    }

    @Test
    void walksEverythingBelowADirectory() {
        assertThat(commit(FILES).walk("apps/shop"))
                .extracting(TreeEntry::path)
                .containsExactly("apps/shop/deployment.yaml", "apps/shop/service.yaml", "apps/shop/sub/job.yaml");
    }

    @Test
    void keepsToItsLimits() {
        var files = new HashMap<String, String>();
        for (int i = 0; i < 30; i++) {
            files.put("few/" + i % 10 + "/" + i, "x");
            files.put("many/" + i, "x");
        }
        files.put("large", "x".repeat(101));
        var tree = commit(files);

        assertThat(code(() -> tree.read("large"))).isEqualTo(GitErrorCode.TOO_LARGE);
        assertThat(code(() -> tree.list("many"))).isEqualTo(GitErrorCode.TOO_LARGE);
        assertThat(code(() -> tree.walk("few"))).isEqualTo(GitErrorCode.TOO_LARGE);
        assertThat(tree.list("few")).hasSize(10);
    }

    @Test
    void saysThatAPathIsMissing() {
        var tree = commit(FILES);

        assertThatThrownBy(() -> tree.read("apps/shop"))
                .hasMessageContainingAll("no file 'apps/shop'", tree.commit(), url.toString());
        assertThatThrownBy(() -> tree.list("README.md")).hasMessageContaining("no directory 'README.md'");
    }

    @Test
    void saysThatACommitWasNotFetched() {
        assertThat(code(() -> mirrors.tree(url, "1234567890123456789012345678901234567890")))
                .isEqualTo(GitErrorCode.REVISION_UNKNOWN);
    }

    private boolean stillHolds(Map<String, String> change) {
        var observations = List.copyOf(seen);
        assertThat(observations).isNotEmpty();
        var files = new HashMap<>(FILES);
        change.forEach((path, content) -> {
            if (content.isEmpty()) {
                files.remove(path);
            } else {
                files.put(path, content);
            }
        });
        var next = commit(files);
        return observations.stream().allMatch(next::stillHolds);
    }

    @Test
    void dependsOnTheContentOfAFileItReads() {
        commit(FILES).read("apps/shop/deployment.yaml");

        assertThat(stillHolds(Map.of("apps/shop/service.yaml", "changed"))).isTrue();
        assertThat(stillHolds(Map.of("apps/shop/deployment.yaml", "changed"))).isFalse();
    }

    @Test
    void dependsOnTheNamesOfADirectoryItListsAndNotOnContent() {
        commit(FILES).list("apps/shop");

        assertThat(stillHolds(Map.of("apps/shop/service.yaml", "changed", "apps/shop/sub/new.yaml", "new")))
                .isTrue();
        assertThat(stillHolds(Map.of("apps/shop/new.yaml", "new"))).isFalse();
        assertThat(stillHolds(Map.of("apps/shop/service.yaml", "-> deployment.yaml")))
                .isFalse();
    }

    @Test
    void dependsOnEveryLevelItWalks() {
        commit(FILES).walk("apps/shop");

        assertThat(stillHolds(Map.of("apps/shop/sub/job.yaml", "changed"))).isTrue();
        assertThat(stillHolds(Map.of("apps/shop/sub/new.yaml", "new"))).isFalse();
    }

    @Test
    void dependsOnLinksAndWhatTheyLeadTo() {
        commit(FILES).read("apps/latest/service.yaml");

        assertThat(stillHolds(Map.of("apps/shop/deployment.yaml", "changed"))).isTrue();
        assertThat(stillHolds(Map.of("apps/latest", "-> elsewhere"))).isFalse();
        assertThat(stillHolds(Map.of("apps/shop/service.yaml", "changed"))).isFalse();
    }

    @Test
    void dependsOnAnAbsence() {
        assertThat(commit(FILES).kind("apps/shop/kustomization.yaml")).isEmpty();

        assertThat(stillHolds(Map.of("apps/shop/service.yaml", "changed"))).isTrue();
        assertThat(stillHolds(Map.of("apps/shop/kustomization.yaml", "new"))).isFalse();
    }

    @Test
    void dependsOnTheAbsenceOfADirectoryAbove() {
        assertThat(commit(FILES).kind("none/at/all")).isEmpty();

        assertThat(stillHolds(Map.of("none/at/all", "new"))).isFalse();
    }

    @Test
    void dependsOnTheKindAlone() {
        assertThat(commit(FILES).kind("apps/shop")).contains(Kind.DIRECTORY);

        assertThat(stillHolds(Map.of("apps/shop/service.yaml", "changed"))).isTrue();
        assertThat(stillHolds(Map.of(
                        "apps/shop/deployment.yaml", "", "apps/shop/service.yaml", "", "apps/shop/sub/job.yaml", "")))
                .isFalse();
    }
}
