package io.headwater.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.KubernetesObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallManifestTest {

    private static final Installation INSTALLATION = Installation.fromInstallYaml();

    @Test
    void isWhatGenerationMakes(@TempDir Path folder) throws Exception {
        var generated = folder.resolve("install.yaml");
        Kustomize.required().generate(generated);
        assertThat(Files.readString(Installation.FOLDER.resolve("install.yaml")))
                .as("install.yaml; run deploy/generate.sh")
                .isEqualTo(Files.readString(generated));
    }

    @Test
    void holdsTheDefinitionsThatUpInstalls() {
        assertThat(INSTALLATION.ofKind("CustomResourceDefinition")).containsExactlyInAnyOrderElementsOf(Crds.all());
    }

    @Test
    void runsEachServiceInADeploymentWithAnAccountOfItsOwn() {
        assertThat(INSTALLATION.namesOf("Deployment")).isEqualTo(Installation.SERVICES);
        assertThat(INSTALLATION.namesOf("ServiceAccount")).isEqualTo(Installation.SERVICES);
        assertThat(INSTALLATION.ofKind("Deployment")).allSatisfy(deployment -> assertThat(deployment
                        .tree()
                        .at("/spec/template/spec/serviceAccountName")
                        .asText())
                .isEqualTo(deployment.name()));
    }

    @Test
    void runsTheVersionOfThisProject() {
        assertThat(INSTALLATION.ofKind("Deployment")).allSatisfy(deployment -> assertThat(
                        container(deployment).path("image").asText())
                .isEqualTo("ghcr.io/headwater/" + deployment.name() + ":" + System.getProperty("project.version")));
    }

    @Test
    void bearsTheLossOfANodeWhereThereIsMoreThanOneReplica() {
        var several = INSTALLATION
                .ofKind("Deployment")
                .filter(deployment -> deployment.tree().at("/spec/replicas").asInt() > 1)
                .map(KubernetesObject::name)
                .sorted()
                .toList();
        assertThat(several).isNotEmpty();
        assertThat(INSTALLATION.namesOf("PodDisruptionBudget")).isEqualTo(several);
    }

    @Test
    void holdsNoSecret() {
        assertThat(INSTALLATION.ofKind("Secret")).isEmpty();
    }

    @Test
    void letsReadersKnowWhoMayDoWhat() {
        assertThat(Readme.accessTable()).containsExactlyInAnyOrderElementsOf(accessTable());
    }

    private List<String> accessTable() {
        var rows = new ArrayList<String>();
        for (var service : Installation.SERVICES) {
            var own = new ArrayList<String>();
            for (var kind : List.of("Role", "ClusterRole")) {
                INSTALLATION
                        .ofKind(kind)
                        .filter(role -> role.name().equals("headwater-" + service))
                        .forEach(role -> role.tree().path("rules").forEach(rule -> own.add(row(service, role, rule))));
            }
            rows.addAll(own.isEmpty() ? List.of("| " + service + " | nowhere | nothing | none |") : own);
        }
        return rows;
    }

    private static String row(String service, KubernetesObject role, JsonNode rule) {
        var resources = new ArrayList<String>();
        for (var group : texts(rule.path("apiGroups"))) {
            for (var resource : texts(rule.path("resources"))) {
                resources.add(group.isEmpty() || group.equals("*") ? resource : resource + "." + group);
            }
        }
        var names = texts(rule.path("resourceNames"));
        return "| %s | %s | %s%s | %s |"
                .formatted(
                        service,
                        role.namespace().isEmpty() ? "cluster" : role.namespace(),
                        String.join(", ", resources).replace("*", "all"),
                        names.isEmpty() ? "" : " named " + String.join(", ", names),
                        String.join(", ", texts(rule.path("verbs"))).replace("*", "all"));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toList());
    }

    private static JsonNode container(KubernetesObject deployment) {
        return deployment.tree().at("/spec/template/spec/containers/0");
    }
}
