package io.headwater.kubernetes.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.Objects;
import io.headwater.kubernetes.prediction.Prediction.Applied;
import io.headwater.kubernetes.prediction.Prediction.Refused;
import io.headwater.kubernetes.prediction.Prediction.Unchanged;
import io.headwater.kubernetes.schema.ApiSchemas;
import io.headwater.kubernetes.schema.KindSchema;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What we predict of an apply, beside what a real API server said that it would make of it: the scenarios of the comparison.
 * {@code src/test/scripts/live-fixtures/regenerate.sh} asks it again.
 */
class ApplyPredictionGoldenTest {

    private static final ApplyPrediction HEADWATER = new ApplyPrediction("headwater", Set.of());

    private static final Set<String> ELSEWHERE = Set.of(
            // A controller gathers the rules after the apply.
            "clusterrole-aggregated");

    private static final KindSchema WIDGETS = widgets();

    @ParameterizedTest
    @MethodSource("applied")
    void saysThatASecondApplyChangesNothing(Path manifest) throws IOException {
        var live = manifest.resolveSibling(manifest.getFileName().toString().replace(".yaml", ".live.json"));

        assertThat(predicted(manifest, live)).isEqualTo(content(live));
    }

    @ParameterizedTest
    @MethodSource("changed")
    void saysWhatTheServerSays(Path scenario) throws IOException {
        assertThat(predicted(scenario.resolve("desired.yaml"), scenario.resolve("live.json")))
                .isEqualTo(content(scenario.resolve("predicted.json")));
    }

    @Test
    void saysWhyTheServerWouldRefuse() {
        var live = Objects.manifest("""
                {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: x}]}}""");
        var twice = Objects.manifest("""
                {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a}, {name: a}]}}""");

        var prediction = HEADWATER.of(
                twice, live, ApiSchemas.builtIn().of(live.groupKind(), "v1").orElseThrow());

        assertThat(prediction).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                .contains("twice"));
    }

    static Stream<Path> applied() throws IOException, URISyntaxException {
        return files("applied")
                .filter(file -> file.toString().endsWith(".yaml"))
                .filter(file ->
                        !ELSEWHERE.contains(file.getFileName().toString().replace(".yaml", "")));
    }

    static Stream<Path> changed() throws IOException, URISyntaxException {
        return files("mutated");
    }

    private static String predicted(Path manifest, Path live) throws IOException {
        var object = object(live);
        var schema =
                ApiSchemas.builtIn().of(object.groupKind(), object.version()).orElse(WIDGETS);
        return switch (HEADWATER.of(Objects.manifest(Files.readString(manifest)), object, schema)) {
            case Applied applied -> content(applied.object().deepCopy());
            case Unchanged() -> content(object.copyTree());
            case Refused refused -> refused.reason();
        };
    }

    private static KindSchema widgets() {
        try {
            var definition = files("applied")
                    .filter(file -> file.endsWith("customresourcedefinition.yaml"))
                    .findFirst()
                    .orElseThrow();
            return ApiSchemas.ofDefinition(Objects.manifest(Files.readString(definition)))
                    .of(new GroupKind("fixtures.example.com", "Widget"), "v1")
                    .orElseThrow();
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String content(Path file) throws IOException {
        return content(object(file).copyTree());
    }

    /** All but what the server counts and notes down itself. */
    private static String content(ObjectNode tree) {
        tree.remove("status");
        if (tree.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(List.of("managedFields", "resourceVersion", "generation"));
        }
        return described(tree);
    }

    private static String described(JsonNode tree) {
        return new String(CanonicalJson.write(tree), StandardCharsets.UTF_8);
    }

    private static KubernetesObject object(Path file) throws IOException {
        return new KubernetesObject(CanonicalJson.readObject(Files.readAllBytes(file), 1 << 20));
    }

    private static Stream<Path> files(String folder) throws IOException, URISyntaxException {
        var resource = Objects.class.getResource("diff/" + folder);
        assertThat(resource).as(folder).isNotNull();
        try (var files = Files.list(Path.of(resource.toURI()))) {
            return files.sorted().toList().stream();
        }
    }
}
