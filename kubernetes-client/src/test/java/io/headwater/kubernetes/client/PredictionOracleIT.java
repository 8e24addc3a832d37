package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.SameJson;
import io.headwater.kubernetes.merge.ManagedFields;
import io.headwater.kubernetes.prediction.ApplyPrediction;
import io.headwater.kubernetes.prediction.Prediction;
import io.headwater.kubernetes.schema.ApiSchemas;
import io.headwater.kubernetes.schema.KindSchema;
import io.headwater.kubernetes.yaml.ManifestReader;
import io.headwater.kubernetes.yaml.ManifestResult.ManifestError;
import io.headwater.kubernetes.yaml.ManifestResult.Manifests;
import io.headwater.testcluster.ApiClient;
import io.headwater.testcluster.ApiClient.Answer;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * What we predict of applies, beside what the real API server says in a dry run: objects of all kinds that the samples know, changed in generated ways by Git and
 * by others.
 */
@WithControlPlane
class PredictionOracleIT {

    private static final int STEPS = 25;
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(20);
    private static final AtomicInteger COMPARED = new AtomicInteger();
    private static final AtomicInteger REFUSED = new AtomicInteger();

    /** What cannot be predicted: fields behind feature gates that are off, ports that are allocated, and what is put in a form that nobody uses any more. */
    private static final Set<String> UNPREDICTABLE = Set.of(
            "CSIDriver spec.preventPodSchedulingIfMissing",
            "DaemonSet spec.template.spec.schedulingGroup",
            "EndpointSlice endpoints[].deprecatedTopology",
            "Job spec.template.spec.schedulingGroup",
            "Lease spec.preferredHolder",
            "Lease spec.strategy",
            "Node spec.configSource",
            "PersistentVolumeClaim spec.dataSource",
            "Service spec.healthCheckNodePort",
            "Service spec.ports[].nodePort");

    private static final ApplyPrediction HEADWATER = new ApplyPrediction("headwater", Set.of());

    private final ApiClient server;
    private final String namespace;

    PredictionOracleIT(ControlPlane plane, @FreshNamespace String namespace) {
        this.server = plane.api();
        this.namespace = namespace;
    }

    @AfterAll
    static void tellsHowMuchWasCompared() {
        LoggerFactory.getLogger(PredictionOracleIT.class)
                .info("{} dry runs were predicted; {} more were refused by the server", COMPARED, REFUSED);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isWhatTheServerSays(Path sample) throws IOException {
        define(sample);
        var manifest = manifest(sample);
        var object = new KubernetesObject(manifest);
        var path = path(object);
        var random = new Random(sample.getFileName().toString().hashCode());
        var changes = new GeneratedChanges(random, server.get(document(object)), object.groupKind(), object.version());
        var created = apply(path, manifest, "headwater", false);
        assertThat(created.status()).as("%s", created.body()).isIn(200, 201);
        for (var step = 0; step < STEPS; step++) {
            var desired = changes.change(manifest);
            switch (random.nextInt(4)) {
                case 0 -> apply(path, desired, "headwater", false);
                case 1 ->
                    server.send(
                            "PATCH",
                            path + "?fieldManager=other",
                            "application/merge-patch+json",
                            withoutIdentity(desired).toString());
                default -> {}
            }
            compare(path, changes.change(manifest), "%s, step %d".formatted(sample.getFileName(), step));
        }
    }

    /** Has the server know the kind of a sample whose definition stands beside it. */
    private void define(Path sample) throws IOException {
        var definition = sample.resolveSibling(sample.getFileName().toString().replace(".yaml", ".definition.yaml"));
        if (Files.exists(definition)) {
            var manifest = manifest(definition);
            apply(path(new KubernetesObject(manifest)), manifest, "headwater", false);
            awaitServed(new KubernetesObject(manifest(sample)));
        }
    }

    private void awaitServed(KubernetesObject defined) {
        var limit = Instant.now().plus(SERVED_WITHIN);
        while (server.find(document(defined)).isEmpty()) {
            assertThat(Instant.now()).as(document(defined)).isBefore(limit);
        }
    }

    private void compare(String path, ObjectNode desired, String as) {
        var live = server.get(path);
        var answer = apply(path, desired, "headwater", true);
        if (!answer.successful()) {
            REFUSED.incrementAndGet();
            return;
        }
        if (!resourceVersion(answer.body()).equals(resourceVersion(live))) {
            return; // a controller came between
        }
        COMPARED.incrementAndGet();
        var wanted = new KubernetesObject(desired);
        var found = new KubernetesObject((ObjectNode) live);
        var schema = schemaOf(found);
        var about = "%s: %s applied to %s".formatted(as, desired, live);
        var predicted =
                switch (HEADWATER.of(wanted, found, schema)) {
                    case Prediction.Refused(var reason) -> throw new AssertionError(about + " is refused: " + reason);
                    case Prediction.Unchanged() -> (ObjectNode) live;
                    case Prediction.Applied applied -> applied.object();
                };
        var differences = new ArrayList<String>();
        compare("", content((ObjectNode) answer.body()), content(predicted), differences);
        var kind = found.kind() + " ";
        assertThat(differences)
                .as(about)
                .allMatch(difference -> UNPREDICTABLE.contains(kind + difference.split(":", 2)[0]));
        if (differences.isEmpty()) {
            assertThat(HEADWATER.managedFields(wanted, found, schema).fields())
                    .as(about)
                    .isEqualTo(ManagedFields.read(answer.body().path("metadata").path("managedFields"))
                            .fields());
        }
    }

    /** Gathers where two trees differ: the way to each field, elements of lists without their numbers. */
    private static void compare(String path, JsonNode server, JsonNode predicted, List<String> differences) {
        if (server.isObject() && predicted.isObject()) {
            var names = new TreeSet<String>();
            server.fieldNames().forEachRemaining(names::add);
            predicted.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(
                    path.isEmpty() ? name : path + "." + name, server.path(name), predicted.path(name), differences));
        } else if (server.isArray() && predicted.isArray() && server.size() == predicted.size()) {
            for (var i = 0; i < server.size(); i++) {
                compare(path + "[]", server.get(i), predicted.get(i), differences);
            }
        } else if (!SameJson.isSame(server, predicted)) {
            differences.add("%s: the server says %s, predicted was %s".formatted(path, server, predicted));
        }
    }

    private KindSchema schemaOf(KubernetesObject live) {
        return ApiSchemas.builtIn()
                .of(live.groupKind(), live.version())
                .or(() ->
                        ApiSchemas.ofCustomResources(server.get(document(live))).of(live.groupKind(), live.version()))
                .orElseThrow();
    }

    private Answer apply(String path, ObjectNode manifest, String manager, boolean dryRun) {
        return server.send(
                "PATCH",
                path + "?force=true&fieldManager=" + manager + (dryRun ? "&dryRun=All" : ""),
                "application/apply-patch+yaml",
                manifest.toString());
    }

    private ObjectNode manifest(Path sample) throws IOException {
        var result = new ManifestReader().read(sample.getFileName().toString(), Files.readAllBytes(sample));
        var tree =
                switch (result) {
                    case Manifests(var manifests) ->
                        manifests.getFirst().object().copyTree();
                    case ManifestError error -> throw new AssertionError(error);
                };
        if (tree.path("metadata").has("namespace")) {
            tree.withObject("/metadata").put("namespace", namespace);
        }
        return tree;
    }

    /** Where the object is, by the server's own word. */
    private String path(KubernetesObject object) {
        var version = object.group().isEmpty() ? "/api/v1" : "/apis/" + object.apiVersion();
        for (var resource : server.get(version).path("resources")) {
            var name = resource.path("name").asText();
            if (resource.path("kind").asText().equals(object.kind()) && !name.contains("/")) {
                var within = resource.path("namespaced").asBoolean() ? "/namespaces/" + namespace : "";
                return version + within + "/" + name + "/" + object.name();
            }
        }
        throw new AssertionError("not served: " + object.groupKind());
    }

    private static String document(KubernetesObject object) {
        return "/openapi/v3/" + (object.group().isEmpty() ? "api/v1" : "apis/" + object.apiVersion());
    }

    private static String resourceVersion(JsonNode object) {
        return object.path("metadata").path("resourceVersion").asText();
    }

    private static ObjectNode withoutIdentity(ObjectNode manifest) {
        var copy = manifest.deepCopy();
        copy.remove(List.of("apiVersion", "kind"));
        copy.withObject("/metadata").remove(List.of("name", "namespace"));
        return copy;
    }

    /** All but what the server counts and notes down itself. */
    private static ObjectNode content(ObjectNode object) {
        var tree = object.deepCopy();
        tree.remove("status");
        tree.withObject("/metadata").remove(List.of("managedFields", "resourceVersion", "generation"));
        return tree;
    }

    static Stream<Path> samples() throws IOException, URISyntaxException {
        return Stream.of(
                        files("/io/headwater/kubernetes/diff/applied"),
                        files("/io/headwater/kubernetes/client/samples"),
                        files("/io/headwater/kubernetes/client/custom"))
                .flatMap(files -> files)
                .filter(file -> !file.endsWith("customresource.yaml"))
                .filter(file -> !isDefinition(file));
    }

    private static boolean isDefinition(Path file) {
        return file.toString().endsWith(".definition.yaml");
    }

    private static Stream<Path> files(String folder) throws IOException, URISyntaxException {
        var resource = PredictionOracleIT.class.getResource(folder);
        assertThat(resource).as(folder).isNotNull();
        try (var files = Files.list(Path.of(resource.toURI()))) {
            return files.sorted().toList().stream();
        }
    }
}
