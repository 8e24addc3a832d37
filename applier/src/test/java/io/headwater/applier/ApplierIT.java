package io.headwater.applier;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.applier.core.Position;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.runtime.ProcessEnvironment;
import io.headwater.runtime.Supervisor;
import io.headwater.runtime.config.Configuration;
import io.headwater.runtime.sealing.Sealer;
import io.headwater.schemas.avro.ObjectOutcome;
import io.headwater.schemas.avro.ObjectStepped;
import io.headwater.schemas.avro.OperationAccepted;
import io.headwater.schemas.avro.OperationFinished;
import io.headwater.schemas.avro.OperationPhase;
import io.headwater.schemas.avro.WaveStarting;
import io.headwater.schemas.avro.WaveWaiting;
import io.headwater.testcluster.AuditEntry;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The applier with a real broker and a real API server. */
@WithControlPlane
@WithKafka
class ApplierIT {

    private static final Set<String> KNOWN = Set.of("ConfigMap", "Secret", "Deployment", "Namespace");
    private static Path directory;

    private final ControlPlane plane;
    private final TestKafka kafka;
    private final String namespace;
    private final ClusterConnection connection;
    private ProcessEnvironment process;
    private Neighbours neighbours;
    private Mirror mirror;
    private Supervisor applier;

    ApplierIT(ControlPlane plane, TestKafka kafka, @FreshNamespace String namespace) {
        this.plane = plane;
        this.kafka = kafka;
        this.namespace = namespace;
        this.connection = ClusterConnection.fromKubeconfig(plane.kubeconfig().file(), null);
    }

    @BeforeAll
    static void createKey(@TempDir Path temporary) throws IOException {
        directory = temporary;
        Sealer.createKey(temporary.resolve("key"));
    }

    @BeforeEach
    void start() {
        process = ProcessEnvironment.of(settings(plane.kubeconfig().file(), "applier-1"));
        neighbours = new Neighbours(process, new ApplicationKey("argocd", namespace), namespace);
        neighbours.cluster(connection, KNOWN);
        neighbours.application();
        mirror = new Mirror(connection, neighbours, namespace);
        applier = start(process);
    }

    @AfterEach
    void stop() {
        applier.close();
        mirror.close();
        neighbours.close();
        process.close();
        connection.close();
    }

    @Test
    void appliesTwoWavesAndWaitsForTheFirstToBeHealthy() {
        var mark = plane.auditLog().mark();
        neighbours.git("A", deployment("web", 0), configMap("after", 1, "x"), configMap("with", 0, "x"));

        var steps = neighbours.awaitSteps(neighbours.asksFor("A", false), ApplierIT::isFinished);

        assertThat(steps.getFirst()).isInstanceOfSatisfying(OperationAccepted.class, accepted -> assertThat(
                        Position.parse(accepted.getPosition()).offset())
                .isNotNegative());
        assertThat(waves(steps)).containsExactly(0, 1);
        assertThat(steps).anyMatch(WaveWaiting.class::isInstance);
        assertThat(outcomes(steps))
                .containsExactly(
                        Map.entry("with", ObjectOutcome.SYNCED),
                        Map.entry("web", ObjectOutcome.SYNCED),
                        Map.entry("after", ObjectOutcome.SYNCED));
        assertThat(phase(steps)).isEqualTo(OperationPhase.SUCCEEDED);
        var written = plane.auditLog().entriesSince(mark, this::isOurWrite).stream()
                .filter(entry -> !entry.dryRun())
                .map(AuditEntry::name)
                .toList();
        assertThat(written).containsExactly("with", "web", "after");
    }

    @Test
    void prunesWhatGitHasNoMoreAndNothingElse() {
        connection.create(
                Mirror.CONFIG_MAPS.in(namespace),
                configMap("foreign", 0, "x").copyTree(),
                io.headwater.kubernetes.client.WriteOptions.as("somebody"));
        neighbours.git("A", configMap("stays", 0, "x"), configMap("goes", 0, "x"));
        finish("A", true);

        neighbours.git("B", configMap("stays", 0, "x"));
        var steps = finish("B", true);

        assertThat(outcomes(steps)).contains(Map.entry("goes", ObjectOutcome.PRUNED));
        assertThat(connection.find(Mirror.CONFIG_MAPS.object(namespace, "goes")))
                .matches(left -> left.isEmpty() || left.get().isTerminating());
        assertThat(connection.find(Mirror.CONFIG_MAPS.object(namespace, "foreign")))
                .isPresent();
    }

    @Test
    void prunesNothingWhenGitHoldsNothing() {
        neighbours.git("A", configMap("a", 0, "x"));
        finish("A", true);

        neighbours.git("empty");
        var steps = finish("empty", true);

        assertThat(outcomes(steps)).containsExactly(Map.entry("a", ObjectOutcome.PRUNE_SKIPPED));
        assertThat(connection.find(Mirror.CONFIG_MAPS.object(namespace, "a"))).isPresent();
    }

    @Test
    void changesNothingWhenAKindIsUnknown() {
        neighbours.git("A", configMap("a", 0, "x"), object("example.com/v1", "Gadget", "g", 0));

        var steps = finish("A", false);

        assertThat(phase(steps)).isEqualTo(OperationPhase.FAILED);
        assertThat(message(steps))
                .contains("example.com/Gadget " + namespace + "/g")
                .contains("does not serve the kind Gadget");
        assertThat(connection.find(Mirror.CONFIG_MAPS.object(namespace, "a"))).isEmpty();
    }

    @Test
    void changesNothingWhenAnObjectIsInvalid() {
        var invalid = deployment("web", 0).copyTree();
        invalid.withObject("spec").put("replicas", "many");
        neighbours.git("A", configMap("a", 0, "x"), new KubernetesObject(invalid));

        var steps = finish("A", false);

        assertThat(message(steps))
                .startsWith("one or more objects failed to apply (dry run): ")
                .contains("apps/Deployment " + namespace + "/web")
                .contains("replicas");
        assertThat(connection.find(Mirror.CONFIG_MAPS.object(namespace, "a"))).isEmpty();
    }

    @Test
    void saysThatTheNamespaceIsMissing() {
        neighbours.git("A", in("nowhere-" + namespace, configMap("a", 0, "x")), configMap("b", 0, "x"));

        var steps = finish("A", false);

        assertThat(message(steps)).contains("nowhere-" + namespace).contains("CreateNamespace=true");
        assertThat(connection.find(Mirror.CONFIG_MAPS.object(namespace, "b"))).isEmpty();
    }

    @Test
    void createsTheDestinationNamespaceWhenAskedTo() {
        var fresh = "made-" + namespace;
        try (var others = new Neighbours(process, new ApplicationKey("argocd", fresh), fresh)) {
            others.application("CreateNamespace=true");
            others.git("A", configMap("a", 0, "x"), configMap("b", 0, "x"));

            var steps = others.awaitSteps(others.asksFor("A", false), ApplierIT::isFinished);

            assertThat(phase(steps)).isEqualTo(OperationPhase.SUCCEEDED);
            assertThat(outcomes(steps).getFirst()).isEqualTo(Map.entry(fresh, ObjectOutcome.SYNCED));
            assertThat(connection.find(Mirror.CONFIG_MAPS.object(fresh, "b"))).isPresent();
        }
    }

    @Test
    void appliesADefinitionAndAnObjectOfItInOneGo() {
        var group = namespace + ".example.com";
        neighbours.git("A", definition(group), object(group + "/v1", "Gadget", "g", 0));

        var steps = finish("A", false);

        assertThat(message(steps)).isEqualTo("successfully synced (all tasks run)");
    }

    @Test
    void opensSealedValuesRightBeforeItWrites() {
        var secret = object("v1", "Secret", "s", 0).copyTree();
        secret.putObject("stringData").put("password", "hunter2");
        neighbours.git("A", new KubernetesObject(secret));
        finish("A", false);

        assertThat(connection
                        .get(Mirror.SECRETS.object(namespace, "s"))
                        .tree()
                        .at("/data/password")
                        .asText())
                .isEqualTo("aHVudGVyMg==");
    }

    @Test
    void changesNothingThatItMayNot() {
        applier.close();
        var restricted = plane.serviceAccountKubeconfig(namespace, "restricted", """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: restricted, namespace: %1$s}
                rules: [{apiGroups: [""], resources: [configmaps], verbs: ["*"]}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: restricted, namespace: %1$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: restricted}
                subjects: [{kind: ServiceAccount, name: restricted, namespace: %1$s}]
                """.formatted(namespace));
        try (var limited = ProcessEnvironment.of(settings(restricted.file(), "applier-2"))) {
            applier = start(limited);
            neighbours.git("A", configMap("a", 0, "x"), deployment("web", 0));

            var steps = finish("A", false);

            assertThat(message(steps))
                    .contains("apps/Deployment " + namespace + "/web")
                    .contains("forbidden");
            assertThat(connection.find(Mirror.CONFIG_MAPS.object(namespace, "a")))
                    .isEmpty();
            applier.close();
        }
    }

    @Test
    void goesOnWhereAnotherStopped() {
        neighbours.git("A", hanging("web", 0), configMap("after", 1, "x"));
        var operation = neighbours.asksFor("A", false);
        neighbours.awaitSteps(operation, steps -> steps.stream().anyMatch(WaveWaiting.class::isInstance));
        var mark = plane.auditLog().mark();

        applier.close();
        applier = start(process);
        plane.kubectl("-n", namespace, "label", "pods", "--all", "headwater.io/pod-behaviour-", "--overwrite");
        var steps = neighbours.awaitSteps(operation, ApplierIT::isFinished);

        assertThat(phase(steps)).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(plane.auditLog().entriesSince(mark, this::isOurWrite))
                .extracting(AuditEntry::name)
                .containsExactly("after");
    }

    private List<Object> finish(String set, boolean prune) {
        return neighbours.awaitSteps(neighbours.asksFor(set, prune), ApplierIT::isFinished);
    }

    private static Supervisor start(ProcessEnvironment process) {
        var supervisor = new Supervisor(new Applier(), process, failure -> {
            throw new AssertionError("halted", failure);
        });
        supervisor.start();
        return supervisor;
    }

    private Configuration settings(Path kubeconfig, String instance) {
        var settings = new HashMap<String, String>();
        settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        settings.put("topics.prefix", namespace);
        settings.put("topics.partitions", "2");
        settings.put("sealing.key.file", directory.resolve("key").toString());
        settings.put("kubeconfig", kubeconfig.toString());
        settings.put("instance", instance);
        settings.put("applier.takeover.wait", "0");
        return Configuration.of(settings);
    }

    private boolean isOurWrite(AuditEntry entry) {
        return entry.isWrite()
                && entry.namespace().equals(namespace)
                && entry.queryParameter("fieldManager")
                        .filter("headwater"::equals)
                        .isPresent();
    }

    private static boolean isFinished(List<Object> steps) {
        return !steps.isEmpty() && steps.getLast() instanceof OperationFinished;
    }

    private static List<Integer> waves(List<Object> steps) {
        return steps.stream()
                .filter(WaveStarting.class::isInstance)
                .map(step -> ((WaveStarting) step).getWave())
                .toList();
    }

    private static List<Map.Entry<String, ObjectOutcome>> outcomes(List<Object> steps) {
        return steps.stream()
                .filter(ObjectStepped.class::isInstance)
                .map(step -> (ObjectStepped) step)
                .map(step -> Map.entry(step.getObject().getName(), step.getOutcome()))
                .toList();
    }

    private static OperationPhase phase(List<Object> steps) {
        return ((OperationFinished) steps.getLast()).getPhase();
    }

    private static String message(List<Object> steps) {
        return ((OperationFinished) steps.getLast()).getMessage();
    }

    private static KubernetesObject configMap(String name, int wave, String value) {
        var tree = object("v1", "ConfigMap", name, wave).copyTree();
        tree.putObject("data").put("value", value);
        return new KubernetesObject(tree);
    }

    private static KubernetesObject hanging(String name, int wave) {
        var tree = deployment(name, wave).copyTree();
        tree.withObject("/spec/template/metadata/labels").put("headwater.io/pod-behaviour", "hang");
        return new KubernetesObject(tree);
    }

    private static KubernetesObject deployment(String name, int wave) {
        var tree = object("apps/v1", "Deployment", name, wave).copyTree();
        var spec = tree.putObject("spec").put("replicas", 1);
        spec.putObject("selector").putObject("matchLabels").put("app", name);
        var template = spec.putObject("template");
        template.putObject("metadata").putObject("labels").put("app", name);
        template.putObject("spec")
                .putArray("containers")
                .addObject()
                .put("name", "main")
                .put("image", "nginx:1");
        return new KubernetesObject(tree);
    }

    private static KubernetesObject definition(String group) {
        var tree = object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "gadgets." + group, 0)
                .copyTree();
        var spec = tree.putObject("spec").put("group", group).put("scope", "Namespaced");
        spec.putObject("names").put("kind", "Gadget").put("plural", "gadgets").put("singular", "gadget");
        var version = spec.putArray("versions")
                .addObject()
                .put("name", "v1")
                .put("served", true)
                .put("storage", true);
        version.putObject("schema").putObject("openAPIV3Schema").put("type", "object");
        return new KubernetesObject(tree);
    }

    private static KubernetesObject in(String namespace, KubernetesObject object) {
        var tree = object.copyTree();
        tree.withObject("metadata").put("namespace", namespace);
        return new KubernetesObject(tree);
    }

    private static KubernetesObject object(String apiVersion, String kind, String name, int wave) {
        var tree = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", apiVersion).put("kind", kind);
        tree.putObject("metadata")
                .put("name", name)
                .putObject("annotations")
                .put("argocd.argoproj.io/sync-wave", String.valueOf(wave));
        return new KubernetesObject(tree);
    }
}
