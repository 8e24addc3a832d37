package io.headwater.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.fixture.HttpGitServer;
import io.headwater.git.fixture.SampleRepository;
import io.headwater.git.revision.Resolution;
import io.headwater.git.revision.TargetRevision;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorsTest {

    private static final RepositoryAccess ANYONE = RepositoryAccess.anonymous();

    private SampleRepository sample;
    private HttpGitServer server;
    private Mirrors mirrors;
    private RepositoryUrl url;

    @BeforeEach
    void start(@TempDir Path folder) {
        sample = SampleRepository.create(folder.resolve("served/app.git"));
        server = HttpGitServer.start(folder.resolve("served"));
        mirrors = Mirrors.open(folder.resolve("mirrors"), GitLimits.standard());
        url = RepositoryUrl.parse(server.url("app.git"));
    }

    @AfterEach
    void stop() {
        mirrors.close();
        server.close();
        sample.close();
    }

    @Test
    void listsBranchesTagsAndTheDefaultBranch() {
        var first = sample.commit(Map.of("a.yaml", "a: 1"));
        var second = sample.commitTo("feature", Map.of("a.yaml", "a: 2"));
        sample.tag("light", first);
        sample.annotatedTag("v1.0.0", second);

        var refs = mirrors.remoteRefs(url, ANYONE);

        assertThat(refs.defaultBranch()).isEqualTo("main");
        assertThat(refs.head()).isEqualTo(first);
        assertThat(refs.branches()).isEqualTo(Map.of("main", first, "feature", second));
        assertThat(refs.tags()).isEqualTo(Map.of("light", first, "v1.0.0", second));
    }

    @Test
    void readsAFetchedCommit() {
        var sha = sample.commit(Map.of("app/deployment.yaml", "kind: Deployment"));

        assertThat(mirrors.fetch(url, ANYONE, sha)).isEqualTo(Presence.FETCHED);
        assertThat(mirrors.tree(url, sha).read("app/deployment.yaml"))
                .isEqualTo("kind: Deployment".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void asksNobodyForACommitThatIsThere() {
        var sha = sample.commit(Map.of("a", "1"));
        mirrors.fetch(url, ANYONE, sha);
        server.forgetRequests();

        assertThat(mirrors.fetch(url, ANYONE, sha)).isEqualTo(Presence.ALREADY_THERE);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void fetchesACommitThatABranchHasLeftBehind() {
        var older = sample.commit(Map.of("a", "1"));
        sample.commit(Map.of("a", "2"));

        mirrors.fetch(url, ANYONE, older);

        assertThat(mirrors.commit(url, older).subject()).startsWith("change");
    }

    @Test
    void saysThatACommitIsUnknown() {
        sample.commit(Map.of("a", "1"));

        assertThatThrownBy(() -> mirrors.fetch(url, ANYONE, "1234567890123456789012345678901234567890"))
                .isInstanceOfSatisfying(GitException.class, failure -> assertThat(failure.code())
                        .isEqualTo(GitErrorCode.REVISION_UNKNOWN));
    }

    @Test
    void resolvesAnAbbreviatedCommit() {
        var sha = sample.commit(Map.of("a", "1"));
        sample.commit(Map.of("a", "2"));

        var resolution = mirrors.resolve(url, ANYONE, TargetRevision.of(sha.substring(0, 8)));

        assertThat(resolution).isEqualTo(new Resolution.Resolved(sha, Resolution.How.COMMIT, ""));
    }

    @Test
    void namesThePathsThatACommitChanges() {
        var before = sample.commit(Map.of("a", "1", "b/c", "1", "b/d", "1"));
        var after = sample.commit(Map.of("a", "1", "b/c", "2", "e", "1"));
        mirrors.fetch(url, ANYONE, after);

        assertThat(mirrors.changedPaths(url, before, after, 10).paths()).containsExactly("b/c", "b/d", "e");
        assertThat(mirrors.changedPaths(url, before, after, 2).complete()).isFalse();
    }
}
