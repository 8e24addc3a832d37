package io.headwater.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoryAccessTest {

    @Test
    void readsUserAndPassword() {
        var access = RepositoryAccess.fromSecretData(
                Map.of("url", "https://git.example/app", "username", "ada", "password", "s3cret"));

        assertThat(access.credentials()).isEqualTo(new Credentials.UsernamePassword("ada", "s3cret"));
    }

    @Test
    void readsEverythingElse() {
        var access = RepositoryAccess.fromSecretData(Map.ofEntries(
                Map.entry("bearerToken", "s3cret\n"),
                Map.entry("insecure", "true"),
                Map.entry("enableLfs", "true"),
                Map.entry("forceHttpBasicAuth", "true"),
                Map.entry("proxy", "http://proxy.example:3128"),
                Map.entry("noProxy", "internal.example, .corp"),
                Map.entry("depth", "1")));

        assertThat(access.credentials()).isEqualTo(new Credentials.BearerToken("s3cret"));
        assertThat(access.tls().insecure()).isTrue();
        assertThat(access.ignoreHostKey()).isTrue();
        assertThat(access.lfs()).isTrue();
        assertThat(access.forceBasicAuthentication()).isTrue();
        assertThat(access.depth()).isEqualTo(1);
        assertThat(access.proxy().isUsedFor("git.example")).isTrue();
        assertThat(access.proxy().isUsedFor("git.internal.example")).isFalse();
        assertThat(access.proxy().isUsedFor("INTERNAL.example")).isFalse();
        assertThat(access.proxy().isUsedFor("git.corp")).isFalse();
    }

    @Test
    void isAnonymousWithoutCredentials() {
        assertThat(RepositoryAccess.fromSecretData(Map.of("type", "git"))).isEqualTo(RepositoryAccess.anonymous());
    }

    @ParameterizedTest
    @CsvSource({
        "insecure, perhaps",
        "enableLfs, yes",
        "depth, -1",
        "depth, s3cret",
        "proxy, socks5://s3cret@proxy.example:1080",
        "proxy, 'http://ada:s3cret@ bad'",
        "tlsClientCertData, s3cret",
        "tlsClientCertKey, s3cret",
        "githubAppPrivateKey, s3cret",
        "useAzureWorkloadIdentity, true"
    })
    void namesABadFieldAndNotItsValue(String field, String value) {
        assertThatThrownBy(() -> RepositoryAccess.fromSecretData(Map.of(field, value)))
                .isInstanceOfSatisfying(GitException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(GitErrorCode.ACCESS_INVALID);
                    assertThat(failure.getMessage())
                            .contains(field.startsWith("tls") ? "tlsClientCert" : field)
                            .doesNotContain("s3cret");
                });
    }

    @Test
    void hidesSecretsWhenShown() {
        var access = RepositoryAccess.fromSecretData(
                        Map.of("username", "s3cret", "password", "s3cret", "proxy", "http://u:s3cret@proxy.example:1"))
                .withTls(new Tls(false, "s3cret", "s3cret", "s3cret"));

        assertThat(access.toString()).doesNotContain("s3cret");
        assertThat(new Credentials.SshKey("s3cret").toString()).doesNotContain("s3cret");
        assertThat(new Credentials.BearerToken("s3cret").toString()).doesNotContain("s3cret");
    }
}
