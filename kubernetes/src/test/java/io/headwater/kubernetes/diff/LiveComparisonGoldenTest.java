package io.headwater.kubernetes.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.Objects;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares with what a real API server made of manifests, and with what it said it would make of them if they were applied once more.
 * {@code src/test/scripts/live-fixtures/regenerate.sh} asks it again.
 */
class LiveComparisonGoldenTest {

    /** Where the server would change something, and we say that nothing has to be done. */
    private static final Set<String> LEFT_ALONE = Set.of(
            // The controller fills in the rules that an apply would empty.
            "aggregated-rules-changed",

            // What an apply of ours left inside of a list without keys may as well be a default: only a schema can
            // tell.
            "custom-step-field-removed-in-git");

    /** Where we say that something has to be done, and a mere apply would not do it. */
    private static final Set<String> NOT_DONE_BY_AN_APPLY = Set.of(
            // Argo CD's field goes once its entry in the managed fields became ours.
            "applied-by-argo-and-removed-in-git");

    @ParameterizedTest
    @MethodSource("applied")
    void findsNothingInWhatWasJustApplied(Path manifest) throws IOException {
        var name = manifest.getFileName().toString();
        var live = object(manifest.resolveSibling(name.replace(".yaml", ".live.json")));

        assertThat(described(LiveComparison.STANDARD.compare(manifest(manifest), live)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mutated")
    void findsWhatWasChanged(Path scenario) throws IOException {
        var differences = described(differences(scenario));

        assertThat(differences).isEqualTo(Files.readString(scenario.resolve("expected.txt")));
    }

    @ParameterizedTest
    @MethodSource("mutated")
    void agreesWithTheServer(Path scenario) throws IOException {
        var name = scenario.getFileName().toString();
        var changesSomething =
                !content(scenario.resolve("live.json")).equals(content(scenario.resolve("predicted.json")));
        var expected = NOT_DONE_BY_AN_APPLY.contains(name) || (changesSomething && !LEFT_ALONE.contains(name));

        assertThat(differences(scenario).isEmpty()).isEqualTo(!expected);
    }

    @Test
    void knowsEveryExceptionByAScenario() throws Exception {
        assertThat(mutated().map(scenario -> scenario.getFileName().toString()).collect(Collectors.toSet()))
                .containsAll(LEFT_ALONE)
                .containsAll(NOT_DONE_BY_AN_APPLY);
    }

    static Stream<Path> applied() throws IOException, URISyntaxException {
        return files("applied").filter(file -> file.toString().endsWith(".yaml"));
    }

    static Stream<Path> mutated() throws IOException, URISyntaxException {
        return files("mutated");
    }

    private static List<FieldDifference> differences(Path scenario) throws IOException {
        return LiveComparison.STANDARD.compare(
                manifest(scenario.resolve("desired.yaml")), object(scenario.resolve("live.json")));
    }

    private static String described(List<FieldDifference> differences) {
        return differences.stream()
                .map(difference -> "%s: desired %s, live %s%s%n"
                        .formatted(
                                difference.path(),
                                described(difference.desired()),
                                described(difference.live()),
                                difference.owner() == null
                                        ? ""
                                        : " by " + difference.owner().manager()))
                .collect(Collectors.joining());
    }

    private static String described(@Nullable JsonNode node) {
        return node == null ? "nothing" : new String(CanonicalJson.write(node), StandardCharsets.UTF_8);
    }

    /** What an apply may change: all but what the server counts and notes down itself. */
    private static String content(Path file) throws IOException {
        var tree = object(file).copyTree();
        tree.remove("status");
        if (tree.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(List.of("managedFields", "resourceVersion", "generation"));
        }
        return described(tree);
    }

    private static KubernetesObject manifest(Path file) throws IOException {
        return Objects.manifest(Files.readString(file));
    }

    private static KubernetesObject object(Path file) throws IOException {
        return new KubernetesObject(CanonicalJson.readObject(Files.readAllBytes(file), 1 << 20));
    }

    private static Stream<Path> files(String folder) throws IOException, URISyntaxException {
        var resource = LiveComparisonGoldenTest.class.getResource(folder);
        assertThat(resource).as(folder).isNotNull();
        try (var files = Files.list(Path.of(resource.toURI()))) {
            return files.sorted().toList().stream();
        }
    }
}
