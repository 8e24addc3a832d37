package io.headwater.e2e;

import static io.headwater.e2e.actors.Manifests.configMap;
import static io.headwater.e2e.actors.Manifests.deployment;
import static io.headwater.e2e.actors.Manifests.documents;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.e2e.actors.Delivery;
import io.headwater.e2e.actors.ObjectPath;
import io.headwater.e2e.process.Installation;
import io.headwater.e2e.process.StandaloneInstallation;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.fault.FaultProxy;
import io.headwater.testcluster.git.GitFault;
import io.headwater.testcluster.git.GitRepository.Credentials;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What is wrong is said on the Application, changes nothing in the cluster, and needs no restart to be set right. In each test something good was
 * delivered before, and stays as it is until there is something good again.
 */
class BadInputScenario extends Stage {

    private static final String COMPARISON = "ComparisonError";
    private static final String SYNC = "SyncError";

    @Override
    Installation install(ControlPlane hub, Path directory) {
        return StandaloneInstallation.start(build, hub, directory, Map.of("timeout.reconciliation", "1h"));
    }

    @Test
    void saysThatTheRepositoryDoesNotAnswer() {
        var delivery = deliversSomethingGood();
        try (var down = gitServer().fault(git.repository(), new GitFault.Refuse(503))) {
            assertNothingChangesWhile(() -> {
                git.pushesDoubtfully(Map.of("settings.yaml", configMap("settings", "two")));
                delivery.awaitsCondition(COMPARISON, git.repository().name(), "503");
            });
        }
        delivery.awaitsSynced(git.head());
        cluster.awaitsValue("settings", "two");
    }

    @Test
    void saysThatCredentialsAreWrongAndTakesTheRightOnes() {
        var delivery = deliversSomethingGood();
        git.repository().require(new Credentials("reader", "right"));
        declaresCredentials("reader", "wrong");

        assertNothingChangesWhile(() -> {
            git.pushesDoubtfully(Map.of("settings.yaml", configMap("settings", "two")));
            delivery.awaitsCondition(COMPARISON, git.repository().name());
        });

        declaresCredentials("reader", "right");
        delivery.awaitsSynced(git.head());
        cluster.awaitsValue("settings", "two");
        assertThat(delivery.application().toString()).doesNotContain("wrong");
    }

    @Test
    void saysThatARevisionIsUnknown() {
        var delivery = deliversSomethingGood();

        assertNothingChangesWhile(() -> {
            delivery.becomes(wholeRepository().revision("no-such-branch"));
            delivery.awaitsCondition(COMPARISON, "no-such-branch");
        });

        git.repository().branch("no-such-branch", git.head());
        git.pushes("settings.yaml", configMap("settings", "two"));
        delivery.becomes(wholeRepository());
        delivery.awaitsSynced(git.head());
        cluster.awaitsValue("settings", "two");
    }

    @Test
    void saysThatAPathIsNotThere() {
        var delivery = deliversSomethingGood();

        assertNothingChangesWhile(() -> {
            delivery.becomes(wholeRepository().path("missing"));
            delivery.awaitsCondition(COMPARISON, "missing");
        });

        delivery.awaitsSynced(git.pushes("missing/settings.yaml", configMap("settings", "two")));
        cluster.awaitsValue("settings", "two");
    }

    /**
     * A manifest that can't be used.
     *
     * @param what is wrong with it
     * @param word that says so, or the line
     */
    private record Broken(String what, String manifest, String word) {
        @Override
        public String toString() {
            return what;
        }
    }

    static final List<Broken> BROKEN = List.of(
            new Broken("a mapping that breaks off", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bad\n", ":4"),
            new Broken("a tab", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: bad\n", ":4"),
            new Broken("no kind", "apiVersion: v1\nmetadata: {name: bad}\n", "kind"),
            new Broken("no name", "apiVersion: v1\nkind: ConfigMap\nmetadata: {labels: {a: b}}\n", "name"));

    @ParameterizedTest
    @FieldSource("BROKEN")
    void saysWhereAManifestIsBroken(Broken broken) {
        var delivery = deliversSomethingGood();

        assertNothingChangesWhile(() -> {
            git.pushes(Map.of("broken.yaml", broken.manifest(), "settings.yaml", configMap("settings", "two")));
            delivery.awaitsCondition(COMPARISON, "broken.yaml", broken.word());
        });

        delivery.awaitsSynced(git.pushes("broken.yaml", configMap("bad", "good")));
        cluster.awaitsValue("bad", "good");
        cluster.awaitsValue("settings", "two");
    }

    @Test
    void saysThatTheClusterDoesNotKnowAKind() {
        var delivery = deliversSomethingGood();
        var kind = "Widget" + Integer.toUnsignedString(cluster.namespace().hashCode(), 36);
        var widget = """
                apiVersion: example.org/v1
                kind: %s
                metadata: {name: one}
                spec: {size: 1}
                """.formatted(kind);

        assertNothingChangesWhile(() -> {
            git.pushes(Map.of("widget.yaml", widget, "settings.yaml", configMap("settings", "two")));
            delivery.awaitsCondition(COMPARISON, kind);
        });

        cluster.plane().apply(definitionOf(kind));
        delivery.awaitsSynced(git.head());
        cluster.awaitsValue("settings", "two");
        cluster.awaits(
                new ObjectPath("/apis/example.org/v1/namespaces/%s/%ss/one"
                        .formatted(cluster.namespace(), kind.toLowerCase(Locale.ROOT))),
                "it is there",
                found -> true);
    }

    private static String definitionOf(String kind) {
        var singular = kind.toLowerCase(Locale.ROOT);
        return """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: %2$ss.example.org}
                spec:
                  group: example.org
                  scope: Namespaced
                  names: {kind: %1$s, plural: %2$ss, singular: %2$s}
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """.formatted(kind, singular);
    }

    @Test
    void saysThatTheNamespaceIsMissing() {
        var delivery = deliversSomethingGood();
        var namespace = cluster.namespace() + "-later";

        assertNothingChangesWhile(() -> {
            delivery.becomes(wholeRepository().inNamespace(namespace));
            delivery.awaitsCondition(SYNC, namespace);
        });

        cluster.createsNamespace(namespace);
        delivery.awaitsSynced(git.head());
        cluster.awaits(ObjectPath.configMap(namespace, "settings"), "it is there", found -> true);
    }

    @Test
    void saysThatTwoFilesDeclareOneObject() {
        var delivery = deliversSomethingGood();

        assertNothingChangesWhile(() -> {
            git.pushes("again.yaml", configMap("settings", "two"));
            delivery.awaitsCondition(COMPARISON, "settings.yaml", "again.yaml");
        });

        delivery.awaitsSynced(git.deletes("settings.yaml"));
        cluster.awaitsValue("settings", "two");
    }

    @Test
    void saysWhatIsForbiddenAndGoesOnOnceItIsAllowed() {
        var name = second.namespace();
        var account =
                second.plane().serviceAccountKubeconfig(name, "narrow", reading(name), writing(name, "", "configmaps"));
        try (var way = FaultProxy.to(second.plane().server().getPort())) {
            registers(name, account, through(way));
            var delivery = hub.delivers(wholeRepository().toCluster(name).inNamespace(name));
            delivery.awaitsSynced(git.pushes("settings.yaml", configMap("settings", "one")));
            var before = resourceVersion(second.awaitsValue("settings", "one"));

            git.pushes(Map.of("web.yaml", deployment("web", "run"), "settings.yaml", configMap("settings", "two")));
            delivery.awaitsCondition(SYNC, "deployments", "forbidden");
            assertThat(resourceVersion(second.awaitsValue("settings", "one"))).isEqualTo(before);

            second.plane().apply(writing(name, "apps", "deployments"));
            delivery.awaitsSynced(git.head());
            second.awaitsValue("settings", "two");
        }
    }

    @Test
    void saysThatTheClusterDoesNotAnswer() {
        var name = second.namespace();
        var account =
                second.plane().serviceAccountKubeconfig(name, "wide", reading(name), writing(name, "", "configmaps"));
        try (var way = FaultProxy.to(second.plane().server().getPort())) {
            registers(name, account, through(way));
            var delivery = hub.delivers(wholeRepository().toCluster(name).inNamespace(name));
            delivery.awaitsSynced(git.pushes("settings.yaml", configMap("settings", "one")));

            way.refuse();
            git.pushes("settings.yaml", configMap("settings", "two"));
            delivery.awaitsCondition(COMPARISON, through(way).toString());
            delivery.awaits(
                    "it is unknown",
                    status -> status.at("/sync/status").asText().equals("Unknown"));
            second.awaitsValue("settings", "one");

            way.heal();
            delivery.awaitsSynced(git.head());
            second.awaitsValue("settings", "two");
        }
    }

    @Test
    void neverPrunesBecauseNothingIsLeft() {
        var delivery = deliversSomethingGood();

        assertNothingChangesWhile(() -> {
            git.pushes(Map.of("README.md", "nothing here"), "settings.yaml");
            delivery.awaitsCondition(SYNC, "allowEmpty");
        });
        cluster.awaitsValue("settings", "one");

        delivery.becomes(wholeRepository().allowingEmpty());
        cluster.awaitsAbsence(cluster.configMap("settings"));
        delivery.awaitsSynced(git.head());
    }

    private Delivery deliversSomethingGood() {
        var delivery = delivers();
        delivery.awaitsSynced(git.pushes("settings.yaml", configMap("settings", "one")));
        return delivery;
    }

    private void assertNothingChangesWhile(Runnable something) {
        var before = auditor.now();
        something.run();
        assertThat(auditor.effectsSince(before, cluster.namespace())).isEmpty();
    }

    private void declaresCredentials(String user, String password) {
        var secret =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Secret");
        var name = "repository-" + git.repository().name();
        var metadata = secret.putObject("metadata").put("name", name).put("namespace", Installation.NAMESPACE);
        metadata.putObject("labels").put("argocd.argoproj.io/secret-type", "repository");
        secret.putObject("stringData")
                .put("type", "git")
                .put("url", git.repository().uri().toString())
                .put("username", user)
                .put("password", password);
        cluster.plane()
                .api()
                .apply(ObjectPath.secret(Installation.NAMESPACE, name).path(), secret.toString());
    }

    /** An address of the second cluster by which nobody else knows it. */
    private static URI through(FaultProxy way) {
        return URI.create("https://127.0.0.1:" + way.port());
    }

    private static String resourceVersion(JsonNode object) {
        return object.at("/metadata/resourceVersion").asText();
    }

    private static String reading(String account) {
        return documents("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: %1$s-reading}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: e2e-reading}
                subjects: [{kind: ServiceAccount, name: narrow, namespace: %1$s}, {kind: ServiceAccount, name: wide, namespace: %1$s}]
                """.formatted(account), """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: e2e-reading}
                rules: [{apiGroups: ["*"], resources: ["*"], verbs: [get, list, watch]}]
                """);
    }

    private static String writing(String namespace, String group, String resource) {
        return documents("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: writes-%2$s, namespace: %1$s}
                rules: [{apiGroups: ["%3$s"], resources: [%2$s], verbs: ["*"]}]
                """.formatted(namespace, resource, group), """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: writes-%2$s, namespace: %1$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: writes-%2$s}
                subjects: [{kind: ServiceAccount, name: narrow, namespace: %1$s}, {kind: ServiceAccount, name: wide, namespace: %1$s}]
                """.formatted(namespace, resource));
    }
}
