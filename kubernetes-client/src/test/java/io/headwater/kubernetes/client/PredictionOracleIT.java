package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.merge.ManagedFields;
import io.headwater.kubernetes.prediction.ApplyPrediction;
import io.headwater.kubernetes.prediction.Prediction;
import io.headwater.kubernetes.prediction.Prediction.Applied;
import io.headwater.kubernetes.schema.ApiSchemas;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
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

    private static final int STEPS = 60;
    private static final AtomicInteger COMPARED = new AtomicInteger();
    private static final AtomicInteger REFUSED = new AtomicInteger();
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
        var prediction = predict(new KubernetesObject(desired), new KubernetesObject((ObjectNode) live));
        var about = "%s: %s applied to %s".formatted(as, desired, live);
        assertThat(prediction).as(about).isInstanceOf(Applied.class);
        if (prediction instanceof Applied applied) {
            assertThat(content(applied.object())).as(about).isEqualTo(content((ObjectNode) answer.body()));
            assertThat(applied.managedFields().fields())
                    .as(about)
                    .isEqualTo(ManagedFields.read(answer.body().path("metadata").path("managedFields"))
                            .fields());
        }
    }

    private static Prediction predict(KubernetesObject desired, KubernetesObject live) {
        var schema = ApiSchemas.builtIn().of(live.groupKind(), live.version()).orElseThrow();
        return HEADWATER.of(desired, live, schema);
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
    private static String content(ObjectNode object) {
        var tree = object.deepCopy();
        tree.remove("status");
        tree.withObject("/metadata").remove(List.of("managedFields", "resourceVersion", "generation"));
        return new String(CanonicalJson.write(tree), StandardCharsets.UTF_8);
    }

    static Stream<Path> samples() throws IOException, URISyntaxException {
        return Stream.concat(
                files("/io/headwater/kubernetes/diff/applied"), files("/io/headwater/kubernetes/client/samples"));
    }

    private static Stream<Path> files(String folder) throws IOException, URISyntaxException {
        var resource = PredictionOracleIT.class.getResource(folder);
        assertThat(resource).as(folder).isNotNull();
        try (var files = Files.list(Path.of(resource.toURI()))) {
            return files.filter(file -> !file.endsWith("customresource.yaml")).sorted().toList().stream();
        }
    }
}
