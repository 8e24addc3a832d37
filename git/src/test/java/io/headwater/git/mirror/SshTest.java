package io.headwater.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.fixture.SampleRepository;
import io.headwater.git.fixture.SshGitServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshTest {

    private SampleRepository sample;
    private SshGitServer server;
    private Mirrors mirrors;
    private RepositoryUrl url;
    private String sha;

    @BeforeEach
    void start(@TempDir Path folder) {
        sample = SampleRepository.create(folder.resolve("served/app.git"));
        sha = sample.commit(Map.of("a.yaml", "a: 1"));
        server = SshGitServer.start(folder.resolve("served"));
        mirrors = Mirrors.open(folder.resolve("mirrors"), GitLimits.standard());
        url = RepositoryUrl.parse(server.url("app.git"));
    }

    @AfterEach
    void stop() {
        mirrors.close();
        server.close();
        sample.close();
    }

    private RepositoryAccess with(KeyPair key) {
        return RepositoryAccess.fromSecretData(Map.of("sshPrivateKey", SshGitServer.privateKey(key)))
                .withKnownHosts(server.knownHost());
    }

    private GitException failure(RepositoryAccess access) {
        return catchThrowableOfType(GitException.class, () -> mirrors.fetch(url, access, sha));
    }

    @ParameterizedTest
    @CsvSource({"ssh-ed25519, 256", "ssh-rsa, 2048", "ecdsa-sha2-nistp256, 256"})
    void fetchesWithAKey(String type, int bits) {
        var key = SshGitServer.newKey(type, bits);
        server.letIn(key);

        assertThat(mirrors.remoteRefs(url, with(key)).head()).isEqualTo(sha);
        assertThat(mirrors.fetch(url, with(key), sha)).isEqualTo(Presence.FETCHED);
        assertThat(mirrors.tree(url, sha).read("a.yaml")).asString().isEqualTo("a: 1");
    }

    @Test
    void fetchesNewCommits() {
        var key = SshGitServer.newKey("ssh-ed25519", 256);
        server.letIn(key);
        mirrors.fetch(url, with(key), sha);
        var next = sample.commit(Map.of("a.yaml", "a: 2"));

        mirrors.fetch(url, with(key), next);

        assertThat(mirrors.tree(url, next).read("a.yaml")).asString().isEqualTo("a: 2");
    }

    @Test
    void keepsTheConnectionForTheNextFetch() {
        var key = SshGitServer.newKey("ssh-ed25519", 256);
        server.letIn(key);
        var access = with(key);
        for (int i = 0; i < 5; i++) {
            mirrors.fetch(url, access, sample.commit(Map.of("a.yaml", "a: " + i)));
        }

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void connectsAgainAfterTheServerClosed() {
        var key = SshGitServer.newKey("ssh-ed25519", 256);
        server.letIn(key);
        var access = with(key);
        mirrors.fetch(url, access, sha);
        server.closeConnections();
        var next = sample.commit(Map.of("a.yaml", "a: 2"));

        assertThat(mirrors.fetch(url, access, next)).isEqualTo(Presence.FETCHED);
    }

    @Test
    void asksForTheKindOfHostKeyThatIsKnown() {
        var key = SshGitServer.newKey("ssh-ed25519", 256);
        server.letIn(key);
        var rsa = server.addHostKey(SshGitServer.newKey("ssh-rsa", 2048));

        assertThat(mirrors.fetch(url, with(key).withKnownHosts(rsa), sha)).isEqualTo(Presence.FETCHED);
    }

    @Test
    void saysThatAKeyIsNeeded() {
        var access = RepositoryAccess.fromSecretData(Map.of("username", "git", "password", "s3cret"));

        assertThat(failure(access))
                .hasMessageContaining("sshPrivateKey")
                .extracting(GitException::code)
                .isEqualTo(GitErrorCode.ACCESS_INVALID);
    }

    @Test
    void saysThatAKeyIsNotLetIn() {
        assertThat(failure(with(SshGitServer.newKey("ssh-ed25519", 256))).code())
                .isEqualTo(GitErrorCode.AUTHENTICATION);
    }

    @Test
    void turnsAnUnknownServerAway() {
        var key = SshGitServer.newKey("ssh-ed25519", 256);
        server.letIn(key);

        assertThat(failure(with(key).withKnownHosts("")))
                .hasMessageContaining("no host key of 127.0.0.1 is known")
                .extracting(GitException::code)
                .isEqualTo(GitErrorCode.HOST_KEY);
    }

    @Test
    void turnsAServerWithAnotherKeyAway() {
        var key = SshGitServer.newKey("ssh-ed25519", 256);
        server.letIn(key);
        var other = server.knownHost(SshGitServer.newKey("ssh-ed25519", 256));

        assertThat(failure(with(key).withKnownHosts("# known\nnonsense\n" + other)))
                .hasMessageContaining("is not one of the 1 known")
                .extracting(GitException::code)
                .isEqualTo(GitErrorCode.HOST_KEY);
        assertThat(failure(with(key).withKnownHosts("@revoked " + server.knownHost())))
                .hasMessageContaining("revoked");
    }

    @Test
    void trustsAnyServerWhereTheSecretSaysSo() {
        var key = SshGitServer.newKey("ssh-ed25519", 256);
        server.letIn(key);
        var access = RepositoryAccess.fromSecretData(
                Map.of("sshPrivateKey", SshGitServer.privateKey(key), "insecureIgnoreHostKey", "true"));

        assertThat(mirrors.fetch(url, access, sha)).isEqualTo(Presence.FETCHED);
    }

    @Test
    void saysThatARepositoryIsMissing() {
        var key = SshGitServer.newKey("ssh-ed25519", 256);
        server.letIn(key);
        url = RepositoryUrl.parse(server.url("nothing.git"));

        assertThat(failure(with(key)).code()).isEqualTo(GitErrorCode.NOT_FOUND);
    }

    @Test
    void saysThatAKeyCannotBeRead() {
        var broken = RepositoryAccess.fromSecretData(Map.of("sshPrivateKey", "s3cret"));

        assertThat(failure(broken))
                .hasMessageNotContaining("s3cret")
                .extracting(GitException::code)
                .isEqualTo(GitErrorCode.ACCESS_INVALID);
    }

    @Test
    void saysThatNobodyListens() {
        var access = with(SshGitServer.newKey("ssh-ed25519", 256));
        server.close();

        assertThat(failure(access).code()).isEqualTo(GitErrorCode.UNREACHABLE);
    }

    @Test
    void givesUpOnAServerThatSaysNothing(@TempDir Path folder) throws IOException {
        var impatient =
                GitLimits.standard().withTimes(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(10));
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var asking = Mirrors.open(folder.resolve("impatient"), impatient)) {
            var nowhere = RepositoryUrl.parse("ssh://git@127.0.0.1:" + silent.getLocalPort() + "/app.git");
            var access = with(SshGitServer.newKey("ssh-ed25519", 256));

            var failure = catchThrowableOfType(GitException.class, () -> asking.remoteRefs(nowhere, access));

            assertThat(failure.code()).isEqualTo(GitErrorCode.TIMEOUT);
        }
    }
}
