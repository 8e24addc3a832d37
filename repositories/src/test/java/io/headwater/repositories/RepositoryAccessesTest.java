package io.headwater.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.git.Credentials;
import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.repositories.fixture.FakeSettings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryAccessesTest {

    private static final RepositoryUrl SHOP = RepositoryUrl.parse("https://git.example/team/shop.git");
    private static final Optional<SecretReference> OWN = Optional.of(new SecretReference("argocd", "own", "1"));
    private static final Optional<SecretReference> TEMPLATE =
            Optional.of(new SecretReference("argocd", "template", "1"));

    private final FakeSettings hub = new FakeSettings();
    private final RepositoryAccesses accesses = new RepositoryAccesses(hub);

    @Test
    void needsNoCredentialsWhereNoneAreDeclared() {
        assertThat(accesses.of(SHOP, CredentialChain.NONE)).isEqualTo(RepositoryAccess.anonymous());
    }

    @Test
    void takesTheTemplatesCredentialsOnlyWhereTheRepositoryHasNone() {
        hub.secret("argocd", "own", Map.of("url", "x", "enableLfs", "true"));
        hub.secret("argocd", "template", Map.of("url", "y", "username", "robot", "password", "p", "insecure", "true"));

        var access = accesses.of(SHOP, new CredentialChain(OWN, TEMPLATE));

        assertThat(access.credentials()).isEqualTo(new Credentials.UsernamePassword("robot", "p"));
        assertThat(access.lfs()).isTrue();
        assertThat(access.tls().insecure()).isFalse();
    }

    @Test
    void leavesTheTemplateAsideWhereTheRepositoryHasCredentials() {
        hub.secret("argocd", "own", Map.of("bearerToken", "t"));

        assertThat(accesses.of(SHOP, new CredentialChain(OWN, TEMPLATE)).credentials())
                .isEqualTo(new Credentials.BearerToken("t"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://robot:pass%20word@git.example/team/shop.git, own, robot, 'pass word'",
        "https://robot:p:q@git.example/team, template, robot, p:q",
        "https://:token@git.example, template, '', token"
    })
    void usesAPasswordThatASecretHoldsInItsUrl(String url, String secret, String user, String password) {
        hub.secret("argocd", "own", Map.of("url", "https://git.example/team/shop.git"));
        hub.secret("argocd", secret, Map.of("url", url));

        var access = accesses.of(SHOP, new CredentialChain(OWN, secret.equals("own") ? Optional.empty() : TEMPLATE));

        assertThat(access.credentials()).isEqualTo(new Credentials.UsernamePassword(user, password));
    }

    @Test
    void prefersCredentialsToAUrlsPassword() {
        hub.secret("argocd", "own", Map.of("url", "https://a:b@git.example/team/shop.git", "bearerToken", "t"));

        assertThat(accesses.of(SHOP, new CredentialChain(OWN, TEMPLATE)).credentials())
                .isEqualTo(new Credentials.BearerToken("t"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://robot@git.example/team/shop.git",
                "ssh://git:x@git.example/team/shop.git",
                "https://a:b c@git.example/team/shop.git",
                "git@git.example:team/shop.git"
            })
    void findsNoPasswordInOtherUrls(String url) {
        hub.secret("argocd", "own", Map.of("url", url));

        assertThat(accesses.of(SHOP, new CredentialChain(OWN, Optional.empty())))
                .isEqualTo(RepositoryAccess.anonymous());
    }

    @Test
    void readsASecretAnewAfterAServerRefusedItsCredentials() {
        var chain = new CredentialChain(OWN, Optional.empty());
        hub.secret("argocd", "own", Map.of("username", "robot", "password", "wrong"));
        accesses.of(SHOP, chain);
        hub.secret("argocd", "own", Map.of("username", "robot", "password", "right"));
        assertThat(accesses.of(SHOP, chain).credentials())
                .isEqualTo(new Credentials.UsernamePassword("robot", "wrong"));

        accesses.failed(new GitException(GitErrorCode.AUTHENTICATION, "refused"));

        assertThat(accesses.of(SHOP, chain).credentials())
                .isEqualTo(new Credentials.UsernamePassword("robot", "right"));
    }

    @Test
    void saysThatASecretIsMissing() {
        assertThatThrownBy(() -> accesses.of(SHOP, new CredentialChain(OWN, Optional.empty())))
                .isInstanceOfSatisfying(RepositoriesException.class, e -> assertThat(e.code())
                        .isEqualTo(RepositoriesException.Code.SECRET_MISSING));
    }
}
