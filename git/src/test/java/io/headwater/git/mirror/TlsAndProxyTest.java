package io.headwater.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.fixture.Certificate;
import io.headwater.git.fixture.HttpGitServer;
import io.headwater.git.fixture.HttpProxyServer;
import io.headwater.git.fixture.SampleRepository;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsAndProxyTest {

    private static final RepositoryAccess ANYONE = RepositoryAccess.anonymous();
    private static final Certificate OWN = Certificate.forAddress("127.0.0.1");

    private Path served;
    private SampleRepository sample;
    private Mirrors mirrors;
    private String sha;

    @BeforeEach
    void start(@TempDir Path folder) {
        served = folder.resolve("served");
        sample = SampleRepository.create(served.resolve("app.git"));
        sha = sample.commit(Map.of("a.yaml", "a: 1"));
        mirrors = Mirrors.open(folder.resolve("mirrors"), GitLimits.standard());
    }

    @AfterEach
    void stop() {
        mirrors.close();
        sample.close();
    }

    private GitException failure(HttpGitServer server, RepositoryAccess access) {
        return catchThrowableOfType(GitException.class, () -> fetch(server, access));
    }

    private Presence fetch(HttpGitServer server, RepositoryAccess access) {
        return mirrors.fetch(RepositoryUrl.parse(server.url("app.git")), access, sha);
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        try (var server = HttpGitServer.startTls(served, OWN, null)) {
            assertThat(failure(server, ANYONE).code()).isEqualTo(GitErrorCode.TLS);
        }
    }

    @Test
    void trustsTheCertificatesItIsGiven() {
        try (var server = HttpGitServer.startTls(served, OWN, null)) {
            assertThat(fetch(server, ANYONE.withAuthorities(OWN.pem()))).isEqualTo(Presence.FETCHED);
        }
    }

    @Test
    void refusesACertificateForAnotherHost() {
        var other = Certificate.forAddress("127.0.0.2");
        try (var server = HttpGitServer.startTls(served, other, null)) {
            assertThat(failure(server, ANYONE.withAuthorities(other.pem())).code())
                    .isEqualTo(GitErrorCode.TLS);
        }
    }

    @Test
    void acceptsAnyCertificateWhereTheSecretSaysSo() {
        var insecure = RepositoryAccess.fromSecretData(Map.of("insecure", "true"));
        try (var server = HttpGitServer.startTls(served, Certificate.expired("127.0.0.2"), null)) {
            assertThat(fetch(server, insecure)).isEqualTo(Presence.FETCHED);
        }
    }

    @ParameterizedTest
    @CsvSource({"RSA, false", "RSA, true", "EC, false", "EC, true"})
    void showsItsOwnCertificate(String algorithm, boolean oldForm) {
        var client = Certificate.forClient(algorithm);
        var access = RepositoryAccess.fromSecretData(Map.of(
                        "tlsClientCertData",
                        client.pem(),
                        "tlsClientCertKey",
                        oldForm ? client.oldKeyPem() : client.keyPem()))
                .withAuthorities(OWN.pem());
        try (var server = HttpGitServer.startTls(served, OWN, client)) {
            assertThat(fetch(server, access)).isEqualTo(Presence.FETCHED);
        }
    }

    @Test
    void isTurnedAwayWithoutTheCertificateThatTheServerWants() {
        try (var server = HttpGitServer.startTls(served, OWN, Certificate.forClient("EC"))) {
            assertThat(failure(server, ANYONE.withAuthorities(OWN.pem())).code())
                    .isIn(GitErrorCode.TLS, GitErrorCode.UNREACHABLE);
        }
    }

    @Test
    void saysThatAClientKeyCannotBeRead() {
        var access =
                RepositoryAccess.fromSecretData(Map.of("tlsClientCertData", OWN.pem(), "tlsClientCertKey", "s3cret"));
        try (var server = HttpGitServer.startTls(served, OWN, null)) {
            assertThat(failure(server, access))
                    .hasMessageNotContaining("s3cret")
                    .extracting(GitException::code)
                    .isEqualTo(GitErrorCode.ACCESS_INVALID);
        }
    }

    @Test
    void goesThroughTheProxyOfTheSecret() {
        try (var proxy = HttpProxyServer.start("");
                var server = HttpGitServer.start(served)) {
            var access = RepositoryAccess.fromSecretData(Map.of("proxy", proxy.url("")));

            assertThat(fetch(server, access)).isEqualTo(Presence.FETCHED);
            assertThat(proxy.requests()).isNotEmpty();
        }
    }

    @Test
    void goesPastTheProxyWhereTheSecretSaysSo() {
        try (var proxy = HttpProxyServer.start("");
                var server = HttpGitServer.start(served)) {
            var access = RepositoryAccess.fromSecretData(Map.of("proxy", proxy.url(""), "noProxy", "127.0.0.1"));

            assertThat(fetch(server, access)).isEqualTo(Presence.FETCHED);
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void logsInAtTheProxyForATunnel() {
        try (var proxy = HttpProxyServer.start("ada:s3cret");
                var server = HttpGitServer.startTls(served, OWN, null)) {
            var access = RepositoryAccess.fromSecretData(Map.of("proxy", proxy.url("ada:s3cret")))
                    .withAuthorities(OWN.pem());

            assertThat(fetch(server, access)).isEqualTo(Presence.FETCHED);
            assertThat(proxy.requests()).contains("CONNECT 127.0.0.1:" + server.port());
        }
    }

    @Test
    void saysThatTheProxyWantsALogin() {
        try (var proxy = HttpProxyServer.start("ada:s3cret");
                var server = HttpGitServer.start(served)) {
            var access = RepositoryAccess.fromSecretData(Map.of("proxy", proxy.url("")));

            assertThat(failure(server, access))
                    .hasMessageContaining("proxy")
                    .extracting(GitException::code)
                    .isEqualTo(GitErrorCode.AUTHENTICATION);
        }
    }
}
