package io.headwater.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.testcluster.ApiClient.Answer;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.Cluster;
import io.headwater.testcluster.junit.WithControlPlane;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What a real API server makes of the installation, and what it then lets each service do. */
@WithControlPlane
class InstallIT {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String BINDINGS = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";
    private static final Path INSTALL_YAML = Installation.FOLDER.resolve("install.yaml");
    private static final Installation INSTALLATION = Installation.fromInstallYaml();
    private static final Map<ObjectKey, Answer> DRY_RUN = new TreeMap<>();
    private static final Map<String, ApiServer> ACCOUNTS = new TreeMap<>();
    static final List<String> SERVICES = Installation.SERVICES;

    private static ApiServer api;

    /** As README.md says; before that, with no more than the namespaces and the definitions there, a dry run of each object. */
    @BeforeAll
    static void install(@Cluster("installation") ControlPlane plane, @TempDir Path folder) throws Exception {
        api = ApiServer.asAdministrator(plane);
        for (var file : List.of("key.json", "token")) {
            Files.writeString(folder.resolve(file), "secret");
        }
        for (var command : Readme.kubectlCommands()) {
            if (command.contains("apply")) {
                INSTALLATION.ofKind("CustomResourceDefinition").forEach(InstallIT::applied);
                INSTALLATION.objects().forEach(object -> DRY_RUN.put(object.key(), api.apply(object, false)));
            }
            plane.kubectl(command.stream()
                    .map(argument -> argument.replace("deploy/install.yaml", INSTALL_YAML.toString())
                            .replace("--from-file=", "--from-file=" + folder + "/"))
                    .toArray(String[]::new));
        }
        api.create("/api/v1/namespaces", object("shop"));
    }

    @Test
    void isAcceptedObjectByObject() {
        assertThat(DRY_RUN).hasSameSizeAs(INSTALLATION.objects());
        DRY_RUN.forEach((key, answer) -> {
            assertThat(answer.successful())
                    .as("%s: %s", key, answer.body().path("message"))
                    .isTrue();
        });
    }

    @Test
    void givesKubectlNoReasonToWarn() {
        api.plane()
                .kubectl(
                        "apply",
                        "--server-side",
                        "--dry-run=server",
                        "--warnings-as-errors",
                        "--field-manager=headwater",
                        "--filename=" + INSTALL_YAML);
    }

    /** The namespace admits Pods under the restricted standard alone. */
    @ParameterizedTest
    @FieldSource("SERVICES")
    void becomesAvailable(String service) {
        ApiServer.await(service + " is available", () -> {
            var deployment = api.get("/apis/apps/v1/namespaces/headwater/deployments/" + service)
                    .body();
            return deployment.at("/status/availableReplicas").asInt()
                    == deployment.at("/spec/replicas").asInt();
        });
    }

    @ParameterizedTest(name = "{0} may {1} {3} of {2} in {4} named {5}: {6}")
    @CsvSource(textBlock = """
            catalog        , watch      , argoproj.io              , applications   , argocd   , ''                       , yes
            catalog        , watch      , argoproj.io              , appprojects    , argocd   , ''                       , yes
            catalog        , watch      , argoproj.io              , applicationsets, argocd   , ''                       , yes
            catalog        , patch      , argoproj.io              , applications   , argocd   , shop                     , yes
            catalog        , list       , ''                       , secrets        , argocd   , ''                       , yes
            catalog        , get        , ''                       , configmaps     , argocd   , argocd-cm                , yes
            catalog        , get        , ''                       , configmaps     , argocd   , argocd-rbac-cm           , no
            catalog        , update     , argoproj.io              , applications   , argocd   , shop                     , no
            catalog        , delete     , argoproj.io              , applications   , argocd   , shop                     , no
            catalog        , patch      , argoproj.io              , appprojects    , argocd   , shop                     , no
            catalog        , list       , ''                       , secrets        , shop     , ''                       , no
            repo-watcher   , watch      , ''                       , secrets        , argocd   , ''                       , yes
            repo-watcher   , get        , ''                       , configmaps     , argocd   , argocd-ssh-known-hosts-cm, yes
            repo-watcher   , get        , ''                       , secrets        , headwater, headwater-sealing-key    , no
            repo-watcher   , list       , argoproj.io              , applications   , argocd   , ''                       , no
            renderer       , get        , ''                       , secrets        , argocd   , repo-1                   , yes
            renderer       , get        , ''                       , configmaps     , argocd   , argocd-tls-certs-cm      , yes
            renderer       , create     , ''                       , secrets        , argocd   , ''                       , no
            cluster-watcher, watch      , apps                     , deployments    , shop     , ''                       , yes
            cluster-watcher, list       , example.org              , widgets        , ''       , ''                       , yes
            cluster-watcher, get        , ''                       , secrets        , argocd   , cluster-1                , yes
            cluster-watcher, get        , ''                       , pods/exec      , shop     , web                      , no
            cluster-watcher, get        , ''                       , nodes/proxy    , ''       , node-1                   , no
            cluster-watcher, create     , ''                       , configmaps     , shop     , ''                       , no
            cluster-watcher, patch      , argoproj.io              , applications   , argocd   , shop                     , no
            cluster-watcher, delete     , ''                       , pods           , shop     , web                      , no
            cluster-watcher, impersonate, ''                       , users          , ''       , admin                    , no
            differ         , get        , argoproj.io              , applications   , argocd   , shop                     , no
            differ         , list       , ''                       , configmaps     , headwater, ''                       , no
            differ         , list       , apps                     , deployments    , shop     , ''                       , no
            applier        , create     , apps                     , deployments    , shop     , ''                       , yes
            applier        , delete     , ''                       , namespaces     , ''       , shop                     , yes
            applier        , patch      , example.org              , widgets        , shop     , any                      , yes
            applier        , escalate   , rbac.authorization.k8s.io, clusterroles   , ''       , any                      , yes
            health-checker , patch      , argoproj.io              , applications   , argocd   , shop                     , yes
            health-checker , create     , ''                       , events         , argocd   , ''                       , yes
            health-checker , create     , argoproj.io              , applications   , argocd   , ''                       , no
            health-checker , list       , ''                       , secrets        , argocd   , ''                       , no
            gateway        , create     , argoproj.io              , applications   , argocd   , ''                       , yes
            gateway        , delete     , argoproj.io              , appprojects    , argocd   , shop                     , yes
            gateway        , get        , ''                       , secrets        , argocd   , argocd-secret            , yes
            gateway        , get        , ''                       , secrets        , argocd   , repo-1                   , no
            gateway        , list       , ''                       , secrets        , argocd   , ''                       , no
            gateway        , get        , ''                       , secrets        , headwater, headwater-sealing-key    , no
            gateway        , delete     , argoproj.io              , applicationsets, argocd   , shop                     , no
            """)
    void decides(
            String service, String verb, String group, String resource, String namespace, String name, String verdict) {
        assertThat(mayDo(service, verb, group, resource, namespace, name)).isEqualTo(verdict.equals("yes"));
    }

    @Test
    void refusesWhatAServiceHasNoRightTo() {
        var secrets = "/api/v1/namespaces/argocd/secrets";
        api.create(secrets, secret("argocd-secret"));
        api.create(secrets, secret("repository"));

        assertThat(as("gateway").get(secrets + "/argocd-secret").status()).isEqualTo(200);
        assertThat(as("gateway").get(secrets + "/repository").status()).isEqualTo(403);
        assertThat(as("cluster-watcher").get("/api/v1/configmaps").status()).isEqualTo(200);
        assertThat(as("cluster-watcher")
                        .create("/api/v1/namespaces/shop/configmaps", object("any"))
                        .status())
                .isEqualTo(403);
        assertThat(as("differ").get("/api/v1/namespaces/argocd/configmaps").status())
                .isEqualTo(403);
    }

    /** Not even by a role that the cluster brings along or that was bound by mistake. */
    @ParameterizedTest
    @FieldSource("SERVICES")
    void grantsAServiceItsRolesAndNothingElse(String service) {
        for (var namespace : List.of("argocd", "headwater", "shop")) {
            var granted = rulesOf(service, namespace);
            granted.removeAll(rulesOf("nobody", namespace));
            assertThat(granted).as("%s in %s", service, namespace).isEqualTo(rolesOf(service, namespace));
        }
    }

    @Test
    void canBeNarrowedToChosenNamespaces(@TempDir Path folder) throws Exception {
        var file = folder.resolve("narrowed.yaml");
        Kustomize.required().build("examples/narrowed", file);
        var narrowed = Installation.from(file);
        var binding = INSTALLATION
                .ofKind("ClusterRoleBinding")
                .filter(object -> object.name().equals("headwater-applier"))
                .findFirst()
                .orElseThrow();

        assertThat(narrowed.namesOf("ClusterRoleBinding")).doesNotContain(binding.name());
        api.delete(BINDINGS + "/" + binding.name());
        try {
            narrowed.objects().forEach(InstallIT::applied);
            assertThat(mayDo("applier", "create", "apps", "deployments", "shop", ""))
                    .isTrue();
            assertThat(mayDo("applier", "get", "", "secrets", "argocd", "cluster"))
                    .isTrue();
            assertThat(mayDo("applier", "create", "apps", "deployments", "default", ""))
                    .isFalse();
            assertThat(mayDo("applier", "create", "", "namespaces", "", "")).isFalse();
            assertThat(mayDo("applier", "delete", "", "secrets", "argocd", "cluster"))
                    .isFalse();
        } finally {
            narrowed.objects().stream()
                    .filter(object -> object.name().equals("headwater-applier")
                            && !object.namespace().isEmpty())
                    .forEach(object -> api.delete(api.pathOf(object)));
            applied(binding);
        }
    }

    private static void applied(KubernetesObject object) {
        var answer = api.apply(object, true);
        assertThat(answer.successful())
                .as("%s: %s", object.key(), answer.body().path("message"))
                .isTrue();
    }

    private static ApiServer as(String account) {
        return ACCOUNTS.computeIfAbsent(account, api::as);
    }

    private static boolean mayDo(
            String service, String verb, String group, String resource, String namespace, String name) {
        var review = JSON.objectNode();
        var attributes = review.put("apiVersion", "authorization.k8s.io/v1")
                .put("kind", "SelfSubjectAccessReview")
                .putObject("spec")
                .putObject("resourceAttributes");
        var parts = resource.split("/", 2);
        attributes
                .put("verb", verb)
                .put("group", group)
                .put("resource", parts[0])
                .put("subresource", parts.length > 1 ? parts[1] : "")
                .put("namespace", namespace)
                .put("name", name);
        var answer = as(service).create("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review);
        return answer.body().at("/status/allowed").asBoolean();
    }

    private static Set<String> rulesOf(String service, String namespace) {
        var review = JSON.objectNode();
        review.put("apiVersion", "authorization.k8s.io/v1")
                .put("kind", "SelfSubjectRulesReview")
                .putObject("spec")
                .put("namespace", namespace);
        var answer = as(service).create("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", review);
        assertThat(answer.body().at("/status/incomplete").asBoolean()).isFalse();
        return rules(answer.body().at("/status/resourceRules"));
    }

    private static Set<String> rolesOf(String service, String namespace) {
        var granted = new TreeSet<String>();
        INSTALLATION.objects().stream()
                .filter(object -> object.kind().equals("ClusterRole")
                        || object.kind().equals("Role") && object.namespace().equals(namespace))
                .filter(role -> role.name().equals("headwater-" + service))
                .forEach(role -> granted.addAll(rules(role.tree().path("rules"))));
        return granted;
    }

    /** A line for each rule, without regard to the order of its parts. */
    private static Set<String> rules(JsonNode rules) {
        var lines = new TreeSet<String>();
        rules.forEach(rule -> {
            var parts = new TreeMap<String, Set<String>>();
            rule.properties().forEach(part -> {
                var texts = new TreeSet<String>();
                part.getValue().forEach(text -> texts.add(text.asText()));
                parts.put(part.getKey(), texts);
            });
            lines.add(parts.toString());
        });
        return lines;
    }

    private static ObjectNode object(String name) {
        var object = JSON.objectNode();
        object.putObject("metadata").put("name", name);
        return object;
    }

    private static ObjectNode secret(String name) {
        var secret = object(name);
        secret.putObject("stringData").put("key", "value");
        return secret;
    }
}
