package io.headwater.catalog.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlPasswordsTest {

    @ParameterizedTest
    @CsvSource({
        "https://robot:hunter2@git.example/shop.git, https://robot@git.example/shop.git",
        "https://:hunter2@git.example/shop.git, https://@git.example/shop.git",
        "https://robot:a@b:c@git.example/shop.git, https://robot@git.example/shop.git",
        "ssh://git:hunter2@git.example:22/shop.git, ssh://git@git.example:22/shop.git",
        "https://robot@git.example/shop.git, https://robot@git.example/shop.git",
        "https://git.example:8443/shop.git, https://git.example:8443/shop.git",
        "https://git.example/a:b@c/shop.git, https://git.example/a:b@c/shop.git",
        "git@git.example:shop.git, git@git.example:shop.git",
        "file:///srv/git/shop.git, file:///srv/git/shop.git"
    })
    void leavesTheUserAndTakesThePasswordAway(String url, String without) {
        assertThat(UrlPasswords.removed(url)).isEqualTo(without);
    }

    @Test
    void areNowhereInWhatIsReadOfAnApplication() throws JsonProcessingException {
        var application = application("https://robot:hunter2@git.example/shop.git");

        var fact = ApplicationReader.read(application, new Destinations(List.of(), Set.of()));

        assertThat(fact.toString()).doesNotContain("hunter2");
        assertThat(fact.problems())
                .filteredOn(problem -> problem.code().equals("PasswordInUrl"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("https://robot@git.example/shop.git")
                        .contains("Secret"));
        assertThat(ApplicationReader.operationOf(application).orElseThrow().toString())
                .doesNotContain("hunter2");
        assertThat(application.tree().toString())
                .as("what was read stays as it was")
                .contains("hunter2");
    }

    @Test
    void areNoProblemWhereThereAreNone() throws JsonProcessingException {
        var fact = ApplicationReader.read(
                application("https://git.example/shop.git"), new Destinations(List.of(), Set.of()));

        assertThat(fact.problems()).noneMatch(problem -> problem.code().equals("PasswordInUrl"));
    }

    private static KubernetesObject application(String url) throws JsonProcessingException {
        return new KubernetesObject((ObjectNode) new JsonMapper().readTree("""
                {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application",
                 "metadata": {"name": "shop", "namespace": "argocd", "uid": "1", "annotations": {
                     "kubectl.kubernetes.io/last-applied-configuration": "{\\"repoURL\\": \\"%1$s\\"}"}},
                 "spec": {"project": "default", "destination": {"name": "in-cluster"}, "source": {"repoURL": "%1$s", "path": "."}},
                 "operation": {"sync": {"source": {"repoURL": "%1$s"}}},
                 "status": {"history": [{"id": 0, "source": {"repoURL": "%1$s"}}]}}
                """.formatted(url)));
    }
}
