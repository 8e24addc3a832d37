package io.headwater.catalog.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.catalog.core.SecretReader.Declared;
import io.headwater.kubernetes.KubernetesObject;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretReaderTest {

    @ParameterizedTest
    @CsvSource({
        "https://git.example/shop.git, https://git.example/shop.git",
        "https://robot:hunter2@git.example/shop.git, https://git.example/shop.git",
        "https://hunter2@git.example/shop.git, https://git.example/shop.git",
        "HTTPS://:hunter2@git.example/shop.git, HTTPS://git.example/shop.git",
        "ssh://git@git.example/shop.git, ssh://git@git.example/shop.git",
        "ssh://git:hunter2@git.example/shop.git, ssh://git@git.example/shop.git",
        "git@git.example:shop.git, git@git.example:shop.git",
        "oci://registry.example/charts, oci://registry.example/charts",
        "registry.example/charts, registry.example/charts",
        "file:///srv/git/shop.git, file:///srv/git/shop.git"
    })
    void keepsOfARepositorysUrlWhatFindsItAndNoCredentials(String url, String declared) {
        for (var type : new String[] {"repository", "repo-creds"}) {
            assertThat(SecretReader.read(secret(type, Map.of("url", url))))
                    .isInstanceOfSatisfying(Declared.Repository.class, found -> {
                        assertThat(found.repository().url()).isEqualTo(declared);
                        assertThat(found.repository().template()).isEqualTo(type.equals("repo-creds"));
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://robot:hun/ter2@git.example/shop.git", "https://", ""})
    void declaresNoRepositoryByWhatIsNoUrl(String url) {
        assertThat(SecretReader.read(secret("repository", Map.of("url", url))))
                .isInstanceOfSatisfying(
                        Declared.Unreadable.class,
                        found -> assertThat(found.reason()).contains("data.url").doesNotContain("ter2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://admin:hunter2@10.0.0.1:6443", "https://hunter2@10.0.0.1", "10.0.0.1", "not a URL", ""})
    void declaresNoClusterByAServerWithALoginOrWithoutAUrl(String server) {
        assertThat(SecretReader.read(secret("cluster", Map.of("server", server))))
                .isInstanceOfSatisfying(Declared.Unreadable.class, found -> assertThat(found.reason())
                        .contains("data.server")
                        .doesNotContain("hunter2"));
    }

    @Test
    void namesAClusterByItsServerWhereItHasNoName() {
        assertThat(SecretReader.read(secret("cluster", Map.of("server", "https://10.0.0.1:6443/", "name", ""))))
                .isInstanceOfSatisfying(
                        Declared.Cluster.class,
                        found -> assertThat(found.cluster().name()).isEqualTo("https://10.0.0.1:6443"));
    }

    private static KubernetesObject secret(String type, Map<String, String> data) {
        var tree = JsonNodeFactory.instance.objectNode();
        tree.putObject("metadata")
                .put("namespace", "argocd")
                .put("name", "declared")
                .put("resourceVersion", "1")
                .putObject("labels")
                .put("argocd.argoproj.io/secret-type", type);
        var encoded = tree.putObject("data");
        data.forEach((key, value) -> encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(UTF_8))));
        return new KubernetesObject(tree);
    }
}
