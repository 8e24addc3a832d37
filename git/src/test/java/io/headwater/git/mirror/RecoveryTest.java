package io.headwater.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.fixture.HttpGitServer;
import io.headwater.git.fixture.SampleRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTest {

    private static final RepositoryAccess ANYONE = RepositoryAccess.anonymous();

    private SampleRepository sample;
    private RepositoryUrl url;
    private Path folder;
    private Path root;

    @BeforeEach
    void start(@TempDir Path temporary) {
        folder = temporary;
        sample = SampleRepository.create(folder.resolve("app.git"));
        url = RepositoryUrl.parse("file://" + sample.directory());
        root = folder.resolve("mirrors");
    }

    @AfterEach
    void stop() {
        sample.close();
    }

    private Mirrors open() {
        return Mirrors.open(root, GitLimits.standard());
    }

    private Path mirror() throws IOException {
        try (var entries = Files.list(root)) {
            return entries.filter(path -> path.toString().endsWith(".git"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void fetchAndClose(String sha) {
        try (var mirrors = open()) {
            mirrors.fetch(url, ANYONE, sha);
        }
    }

    private void works() {
        var sha = sample.commit(Map.of("a", "after"));
        try (var mirrors = open()) {
            mirrors.fetch(url, ANYONE, sha);
            assertThat(mirrors.tree(url, sha).read("a")).asString().isEqualTo("after");
        }
    }

    @Test
    void remembersCommitsOverARestart() {
        var sha = sample.commit(Map.of("a", "1"));
        fetchAndClose(sha);

        try (var mirrors = open()) {
            assertThat(mirrors.fetch(url, ANYONE, sha)).isEqualTo(Presence.ALREADY_THERE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEAD.lock",
                "config.lock",
                "packed-refs.lock",
                "FETCH_HEAD.lock",
                "shallow.lock",
                "refs/headwater/heads/main.lock",
                "gc.pid",
                "objects/pack/incoming_1.pack",
                "objects/pack/pack-1234567890123456789012345678901234567890.pack",
                "objects/pack/pack-1234567890123456789012345678901234567890.idx",
                "objects/ab/noz123.tmp"
            })
    void removesWhatAKilledProcessLeaves(String leftover) throws IOException {
        fetchAndClose(sample.commit(Map.of("a", "1")));
        var file = mirror().resolve(leftover);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "half");

        works();

        assertThat(file).doesNotExist();
    }

    @Test
    void removesHalfMadeAndDiscardedMirrors() throws IOException {
        fetchAndClose(sample.commit(Map.of("a", "1")));
        Files.createDirectories(root.resolve("unfinished-1/objects"));
        Files.createDirectories(root.resolve("discarded-1/objects"));

        works();

        try (var entries = Files.list(root)) {
            assertThat(entries.map(path -> path.getFileName().toString())
                            .filter(Predicate.not(name -> name.endsWith(".git"))))
                    .containsExactly("in-use.lock");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "config"})
    void buildsAMirrorAnewThatLacksItsHead(String file) throws IOException {
        fetchAndClose(sample.commit(Map.of("a", "1")));
        Files.delete(mirror().resolve(file));

        works();
    }

    @Test
    void fetchesAgainWhatADamagedPackHeld() throws IOException {
        var sha = sample.commit(Map.of("a", "1"));
        fetchAndClose(sha);
        damage(".pack");
        try (var mirrors = open()) {
            assertThatThrownBy(() -> mirrors.tree(url, sha).read("a")).isInstanceOf(GitException.class);
            assertThat(mirrors.fetch(url, ANYONE, sha)).isEqualTo(Presence.FETCHED);
            assertThat(mirrors.tree(url, sha).read("a")).asString().isEqualTo("1");
        }
    }

    @Test
    void buildsAMirrorAnewWhoseObjectsAreDamaged() throws IOException {
        var sha = sample.commit(Map.of("a", "1"));
        try (var server = HttpGitServer.start(folder)) {
            var http = RepositoryUrl.parse(server.url("app.git"));
            try (var mirrors = open()) {
                mirrors.fetch(http, ANYONE, sha);
            }
            damageBlob(sha);
            try (var mirrors = open()) {
                var failure = catchThrowableOfType(
                        GitException.class, () -> mirrors.tree(http, sha).read("a"));

                assertThat(failure.code()).isEqualTo(GitErrorCode.CORRUPT);
                assertThat(mirrors.fetch(http, ANYONE, sha)).isEqualTo(Presence.FETCHED);
                assertThat(mirrors.tree(http, sha).read("a")).asString().isEqualTo("1");
            }
        }
    }

    private void damageBlob(String sha) throws IOException {
        var blob = sample.repository().resolve(sha + ":a").name();
        var file = mirror().resolve("objects").resolve(blob.substring(0, 2)).resolve(blob.substring(2));
        file.toFile().setWritable(true);
        Files.write(file, new byte[30]);
    }

    private void damage(String suffix) throws IOException {
        try (var files = Files.walk(mirror().resolve("objects"))) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(suffix)).toList()) {
                var bytes = Files.readAllBytes(file);
                Arrays.fill(bytes, 12, bytes.length - 20, (byte) 0);
                file.toFile().setWritable(true);
                Files.write(file, bytes);
            }
        }
    }

    @Test
    void refusesAFolderThatIsInUse() {
        try (var first = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOfSatisfying(GitException.class, failure -> assertThat(failure.code())
                            .isEqualTo(GitErrorCode.IN_USE));
        }
        open().close();
    }

    @Test
    void refusesToMirrorAnotherMirror() throws IOException {
        fetchAndClose(sample.commit(Map.of("a", "1")));
        var other = RepositoryUrl.parse("file://" + mirror());
        try (var mirrors = open()) {
            var failure = catchThrowableOfType(GitException.class, () -> mirrors.remoteRefs(other, ANYONE));

            assertThat(failure.code()).isEqualTo(GitErrorCode.PERMISSION);
        }
    }

    @Test
    void startsAnewAfterAMirrorWasForgotten() {
        var sha = sample.commit(Map.of("a", "1"));
        try (var mirrors = open()) {
            mirrors.fetch(url, ANYONE, sha);
            mirrors.forget(url);

            assertThat(mirrors.fetch(url, ANYONE, sha)).isEqualTo(Presence.FETCHED);
        }
    }
}
