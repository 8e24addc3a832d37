package io.headwater.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.git.RepositoryUrl;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoryDirectoryTest {

    private static final RepositoryUrl SHOP = RepositoryUrl.parse("https://git.example/team/shop.git");

    private final RepositoryDirectory directory = new RepositoryDirectory();

    @Test
    void knowsNoCredentialsForWhatNobodyDeclared() {
        assertThat(directory.chainFor(SHOP, "default")).isEqualTo(CredentialChain.NONE);
    }

    @Test
    void prefersTheProjectsOwnSecret() {
        declare("global", "https://git.example/team/shop", "");
        declare("own", "https://git.example/team/shop", "payments");
        declare("foreign", "https://git.example/team/shop", "other");

        assertThat(secret("payments")).contains("own");
        assertThat(secret("default")).contains("global");
    }

    @Test
    void keepsASecretOfAnotherProjectToItself() {
        declare("foreign", "https://git.example/team/shop", "other");

        assertThat(secret("default")).isEmpty();
    }

    @Test
    void takesTheTemplateWithTheLongestPrefix() {
        template("host", "https://git.example");
        template("team", "https://git.example/team");
        template("other", "https://git.example/teams");

        assertThat(template(SHOP)).contains("team");
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example, https://git.example/team/shop, true",
        "https://git.example/, https://git.example/team/shop, true",
        "https://git.example, https://git.example.evil.org/team/shop, false",
        "https://git.example, https://git.example:8443/team/shop, true",
        "https://git.example/te, https://git.example/team/shop, true",
        "git@git.example:team, git@git.example:team/shop.git, true",
        "https://git.example, git@git.example:team/shop.git, false",
        "not a url, https://git.example/team/shop, false",
    })
    void appliesATemplateToItsHostAlone(String prefix, String url, boolean applies) {
        template("template", prefix);

        assertThat(template(RepositoryUrl.parse(url)).isPresent()).isEqualTo(applies);
    }

    @Test
    void makesAnotherChainOfARotatedSecret() {
        directory.put(
                "argocd/shop", DeclaredRepository.of(SHOP.toString(), "", new SecretReference("argocd", "shop", "1")));
        var before = directory.chainFor(SHOP, "default");
        directory.put(
                "argocd/shop", DeclaredRepository.of(SHOP.toString(), "", new SecretReference("argocd", "shop", "2")));

        assertThat(directory.chainFor(SHOP, "default")).isNotEqualTo(before);
    }

    @Test
    void forgetsASecretThatIsGone() {
        declare("shop", "https://git.example/team/shop", "");
        directory.remove("argocd/shop");

        assertThat(secret("default")).isEmpty();
    }

    private void declare(String secret, String url, String project) {
        directory.put(
                "argocd/" + secret, DeclaredRepository.of(url, project, new SecretReference("argocd", secret, "1")));
    }

    private void template(String secret, String prefix) {
        directory.put(
                "argocd/" + secret,
                DeclaredRepository.template(prefix, "", new SecretReference("argocd", secret, "1")));
    }

    private Optional<String> secret(String project) {
        return directory.chainFor(SHOP, project).repository().map(SecretReference::name);
    }

    private Optional<String> template(RepositoryUrl url) {
        return directory.chainFor(url, "default").template().map(SecretReference::name);
    }
}
