package io.headwater.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.fixture.GitHttpBackend;
import io.headwater.git.fixture.SampleRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledIf("io.headwater.git.fixture.GitHttpBackend#isInstalled")
class GitsOwnServerTest {

    private static final RepositoryAccess ANYONE = RepositoryAccess.anonymous();

    private Path folder;
    private SampleRepository sample;
    private Mirrors mirrors;

    @BeforeEach
    void start(@TempDir Path temporary) {
        folder = temporary;
        sample = SampleRepository.create(folder.resolve("served/app.git"));
        mirrors = Mirrors.open(folder.resolve("mirrors"), GitLimits.standard());
    }

    @AfterEach
    void stop() {
        mirrors.close();
        sample.close();
    }

    private GitHttpBackend server(boolean version2) {
        return GitHttpBackend.start(folder.resolve("served"), version2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void followsABranchAndResolves(boolean version2) {
        try (var server = server(version2)) {
            var url = RepositoryUrl.parse(server.url("app.git"));
            for (int i = 0; i < 5; i++) {
                var sha = sample.commit(Map.of("a.yaml", "a: " + i));
                sample.annotatedTag("v1." + i + ".0", sha);

                var refs = mirrors.remoteRefs(url, ANYONE);
                assertThat(refs.defaultBranch()).isEqualTo("main");
                assertThat(refs.head()).isEqualTo(sha);
                assertThat(refs.tag("v1." + i + ".0")).contains(sha);
                mirrors.fetch(url, ANYONE, sha);
                assertThat(mirrors.tree(url, sha).read("a.yaml")).asString().isEqualTo("a: " + i);
            }
        }
    }

    @Test
    void asksOnceForACommitAndOnceForRefs() {
        try (var server = server(true)) {
            var url = RepositoryUrl.parse(server.url("app.git"));
            mirrors.fetch(url, ANYONE, sample.commit(Map.of("a.yaml", "a: 1")));
            var sha = sample.commit(Map.of("a.yaml", "a: 2"));
            server.forgetRequests();

            mirrors.remoteRefs(url, ANYONE);
            mirrors.fetch(url, ANYONE, sha);

            assertThat(server.requests())
                    .containsExactly("POST /app.git/git-upload-pack", "POST /app.git/git-upload-pack");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysThatACommitIsUnknown(boolean version2) {
        sample.commit(Map.of("a.yaml", "a: 1"));
        try (var server = server(version2)) {
            var url = RepositoryUrl.parse(server.url("app.git"));

            var failure = catchThrowableOfType(
                    GitException.class, () -> mirrors.fetch(url, ANYONE, "1234567890123456789012345678901234567890"));

            assertThat(failure.code()).isEqualTo(GitErrorCode.REVISION_UNKNOWN);
        }
    }

    @Test
    void fetchesAnOlderCommitFromAServerThatGivesOutOnlyTips() {
        var older = sample.commit(Map.of("a.yaml", "a: 1"));
        sample.commit(Map.of("a.yaml", "a: 2"));
        try (var server = server(false)) {
            var url = RepositoryUrl.parse(server.url("app.git"));

            assertThat(mirrors.fetch(url, ANYONE, older)).isEqualTo(Presence.FETCHED);
            assertThat(mirrors.tree(url, older).read("a.yaml")).asString().isEqualTo("a: 1");
        }
    }

    @Test
    void fetchesACommitThatAForcePushHasRemoved() throws IOException {
        var first = sample.commit(Map.of("a.yaml", "a: 1"));
        var removed = sample.commit(Map.of("a.yaml", "a: 2"));
        sample.point("refs/heads/main", ObjectId.fromString(first));
        var replaced = sample.commit(Map.of("a.yaml", "a: 3"));
        try (var server = server(true)) {
            var url = RepositoryUrl.parse(server.url("app.git"));
            for (var sha : new String[] {first, removed, replaced}) {
                mirrors.fetch(url, ANYONE, sha);
            }

            assertThat(mirrors.tree(url, removed).read("a.yaml")).asString().isEqualTo("a: 2");
        }
    }

    /** Files that change a little, so that the server sends deltas against what we have; large and many, so that packs are stored as such. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsWhateverTheServerPacks(long seed) {
        var random = new Random(seed);
        var files = new HashMap<String, String>();
        try (var server = server(true)) {
            var url = RepositoryUrl.parse(server.url("app.git"));
            for (int round = 0; round < 12; round++) {
                change(files, random, round);
                var sha = sample.commit(files);
                mirrors.fetch(url, ANYONE, sha);
                var tree = mirrors.tree(url, sha);
                assertThat(tree.walk("")).hasSize(files.size());
                files.forEach((path, content) ->
                        assertThat(tree.read(path)).asString().isEqualTo(content));
            }
        }
    }

    private static void change(Map<String, String> files, Random random, int round) {
        int changes = round % 4 == 3 ? 300 : 1 + random.nextInt(5);
        for (int i = 0; i < changes; i++) {
            var path = "d" + random.nextInt(20) + "/f" + random.nextInt(20) + ".yaml";
            var lines = new StringBuilder(files.getOrDefault(path, ""));
            for (int line = 0; line < 1 + random.nextInt(60); line++) {
                lines.insert(
                        random.nextInt(lines.length() + 1),
                        "key-" + random.nextInt(1000) + ": " + random.nextLong() + "\n");
            }
            files.put(path, lines.toString());
        }
    }

    @Test
    void fetchesOnlyAsDeepAsAsked() {
        var first = sample.commit(Map.of("a.yaml", "a: 1"));
        var second = sample.commit(Map.of("a.yaml", "a: 2"));
        try (var server = server(true)) {
            var url = RepositoryUrl.parse(server.url("app.git"));
            mirrors.fetch(url, ANYONE.withDepth(1), second);
            var third = sample.commit(Map.of("a.yaml", "a: 3"));
            mirrors.fetch(url, ANYONE.withDepth(1), third);

            assertThat(mirrors.tree(url, third).read("a.yaml")).asString().isEqualTo("a: 3");
            assertThat(catchThrowableOfType(GitException.class, () -> mirrors.tree(url, first))
                            .code())
                    .isEqualTo(GitErrorCode.REVISION_UNKNOWN);
        }
    }
}
