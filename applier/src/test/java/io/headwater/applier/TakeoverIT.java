package io.headwater.applier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.Selectors;
import io.headwater.runtime.ProcessEnvironment;
import io.headwater.runtime.config.Configuration;
import io.headwater.runtime.sealing.Sealer;
import io.headwater.schemas.avro.ObjectStepped;
import io.headwater.schemas.avro.OperationFinished;
import io.headwater.schemas.avro.OperationPhase;
import io.headwater.testcluster.AuditEntry;
import io.headwater.testcluster.AuditLog;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.Kubeconfig;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Appliers as processes that are killed and paused. */
@WithControlPlane
@WithKafka
class TakeoverIT {

    private static final String ROLE = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: applier, namespace: %1$s}
            rules: [{apiGroups: ["", apps], resources: ["*"], verbs: ["*"]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: %2$s, namespace: %1$s}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: applier}
            subjects: [{kind: ServiceAccount, name: %2$s, namespace: %1$s}]
            """;

    private final ControlPlane plane;
    private final TestKafka kafka;
    private final String namespace;
    private final ClusterConnection connection;
    private Path directory;
    private ProcessEnvironment process;
    private Neighbours neighbours;
    private Mirror mirror;

    TakeoverIT(ControlPlane plane, TestKafka kafka, @FreshNamespace String namespace) {
        this.plane = plane;
        this.kafka = kafka;
        this.namespace = namespace;
        this.connection = ClusterConnection.fromKubeconfig(plane.kubeconfig().file(), null);
    }

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        directory = temporary;
        Sealer.createKey(temporary.resolve("key"));
        process = ProcessEnvironment.of(Configuration.of(settings(plane.kubeconfig(), "neighbours")));
        neighbours = new Neighbours(process, new ApplicationKey("argocd", namespace), namespace);
        neighbours.cluster(connection, Set.of("ConfigMap", "Secret", "Deployment"));
        neighbours.application();
        mirror = new Mirror(connection, neighbours, namespace);
    }

    @AfterEach
    void stop() {
        mirror.close();
        neighbours.close();
        process.close();
        connection.close();
    }

    @Test
    void goesOnAfterAKillInTheMiddleOfAWave() throws Exception {
        neighbours.git("A", configMaps(60, "x"));
        var mark = plane.auditLog().mark();
        try (var first = applier("first", "applier")) {
            var operation = neighbours.asksFor("A", false);
            neighbours.awaitSteps(operation, steps -> written(steps).size() > 3);
            first.kill();
            var recorded = written(neighbours.stepsOf(operation));

            try (var second = applier("second", "applier")) {
                var steps = neighbours.awaitSteps(operation, TakeoverIT::isFinished);

                assertThat(((OperationFinished) steps.getLast()).getPhase()).isEqualTo(OperationPhase.SUCCEEDED);
                assertThat(written(steps)).doesNotHaveDuplicates().hasSize(60);
                assertThat(writes(mark, "second")).doesNotContainAnyElementsOf(recorded);
            }
        }
    }

    /**
     * What it had under way when it fell asleep is for a set that counts no more when it wakes. What the second applier has written since, it could not
     * overwrite for the resourceVersion alone; but an object that Git wants back as it was is not written by the second one, and its resourceVersion is
     * still the one that the first relied on. The sleeper's requests may arrive; what must not be is that one takes effect.
     */
    @ParameterizedTest
    @ValueSource(strings = {"anew", "before"})
    void changesNothingOnceItHasSleptThroughATakeover(String meanwhile) throws Exception {
        try (var first = applier("first", "applier-1")) {
            neighbours.git("A", configMaps(400, "before"));
            neighbours.awaitSteps(neighbours.asksFor("A", false), TakeoverIT::isFinished);
            neighbours.git("B", configMaps(400, "asleep"));
            var interrupted = neighbours.asksFor("B", false);
            neighbours.awaitSteps(interrupted, steps -> written(steps).size() > 3);
            first.pause();
            assertThat(written(neighbours.stepsOf(interrupted)))
                    .as("it falls asleep in the middle")
                    .hasSizeLessThan(400);
            neighbours.git("C", configMaps(400, meanwhile));
            try (var second = applier("second", "applier-2")) {
                neighbours.awaitSteps(neighbours.asksFor("C", false), TakeoverIT::isFinished);
                var mark = plane.auditLog().mark();

                first.resume();

                neighbours.git("D", configMaps(400, "newest"));
                neighbours.awaitSteps(neighbours.asksFor("D", false), TakeoverIT::isFinished);
                var effective = entries(mark).filter(AuditEntry::successful).toList();
                assertThat(effective).allSatisfy(entry -> assertThat(
                                entry.request().orElseThrow().at("/data/value").asText())
                        .isEqualTo("newest"));
                assertThat(effective.stream().map(AuditEntry::name))
                        .doesNotHaveDuplicates()
                        .hasSize(400);
                assertThat(connection
                                .list(Mirror.CONFIG_MAPS.in(namespace), Selectors.NONE)
                                .items())
                        .filteredOn(object -> object.name().startsWith("map-"))
                        .hasSize(400)
                        .allSatisfy(object -> assertThat(
                                        object.tree().at("/data/value").asText())
                                .isEqualTo("newest"));
            }
        }
    }

    private ApplierProcess applier(String account, String instance) throws IOException {
        var kubeconfig = plane.serviceAccountKubeconfig(namespace, account, ROLE.formatted(namespace, account));
        return new ApplierProcess(settings(kubeconfig, instance), directory.resolve(account + ".log"));
    }

    private Map<String, String> settings(Kubeconfig kubeconfig, String instance) {
        var settings = new HashMap<String, String>();
        settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        settings.put("topics.prefix", namespace);
        settings.put("topics.partitions", "1");
        settings.put("sealing.key.file", directory.resolve("key").toString());
        settings.put("kubeconfig", kubeconfig.file().toString());
        settings.put("instance", instance);
        settings.put("http.port", "0");
        settings.put("http.host", "127.0.0.1");
        settings.put("applier.lease", "1s");
        settings.put("applier.request.timeout", "2s");
        return settings;
    }

    /** The names of the objects that one account has written for real. */
    private List<String> writes(AuditLog.Mark mark, String account) {
        return entries(mark)
                .filter(AuditEntry::successful)
                .filter(entry -> entry.user().endsWith(":" + namespace + ":" + account))
                .map(AuditEntry::name)
                .toList();
    }

    /** What appliers of this namespace have tried to write for real. */
    private Stream<AuditEntry> entries(AuditLog.Mark mark) {
        return plane.auditLog().entriesSince(mark, AuditEntry::isWrite).stream()
                .filter(entry -> !entry.dryRun())
                .filter(entry -> entry.user().contains(":" + namespace + ":"));
    }

    private static List<String> written(List<Object> steps) {
        return steps.stream()
                .filter(ObjectStepped.class::isInstance)
                .map(step -> ((ObjectStepped) step).getObject().getName())
                .toList();
    }

    private static boolean isFinished(List<Object> steps) {
        return !steps.isEmpty() && steps.getLast() instanceof OperationFinished;
    }

    private static KubernetesObject[] configMaps(int count, String value) {
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    var tree = JsonNodeFactory.instance.objectNode();
                    tree.put("apiVersion", "v1").put("kind", "ConfigMap");
                    tree.putObject("metadata").put("name", "map-%03d".formatted(number));
                    tree.putObject("data").put("value", value);
                    return new KubernetesObject(tree);
                })
                .toArray(KubernetesObject[]::new);
    }
}
