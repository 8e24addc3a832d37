package io.headwater.kubernetes.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.headwater.kubernetes.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with what {@code sigs.k8s.io/yaml} itself answered; {@code src/test/scripts/go-yaml/regenerate.sh} asks it again. */
class GoYamlTest {

    private static final int PLENTY = 1 << 20;

    @ParameterizedTest
    @MethodSource("reads")
    void readsWhatGoReads(JsonNode given) throws Exception {
        var yaml = given.path("yaml").asText();
        if (given.has("error")) {
            assertThatThrownBy(() -> read(yaml)).isInstanceOf(MalformedManifestException.class);
        } else {
            assertThat(CanonicalJson.write(read(yaml))).asString().isEqualTo(canonical(given.path("json")));
        }
    }

    @ParameterizedTest
    @MethodSource("writes")
    void writesWhatGoWrites(JsonNode given) {
        assertThat(ManifestWriter.write(given.path("json")))
                .isEqualTo(given.path("yaml").asText());
    }

    @ParameterizedTest
    @MethodSource("writes")
    void readsWhatGoWrote(JsonNode given) throws Exception {
        assertThat(CanonicalJson.write(read(given.path("yaml").asText())))
                .asString()
                .isEqualTo(canonical(given.path("json")));
    }

    static Stream<JsonNode> reads() {
        return cases("reads.jsonl");
    }

    static Stream<JsonNode> writes() {
        return cases("writes.jsonl");
    }

    private static JsonNode read(String yaml) throws MalformedManifestException {
        var documents = YamlDocuments.read(yaml, ManifestLimits.DEFAULT);
        return documents.isEmpty()
                ? NullNode.getInstance()
                : documents.getFirst().root();
    }

    private static String canonical(JsonNode tree) {
        return new String(CanonicalJson.write(tree), StandardCharsets.UTF_8);
    }

    private static Stream<JsonNode> cases(String name) {
        try (var resource = GoYamlTest.class.getResourceAsStream(name)) {
            assertThat(resource).as(name).isNotNull();
            return List.of(new String(resource.readAllBytes(), StandardCharsets.UTF_8).split("\n")).stream()
                    .map(line -> CanonicalJson.read(line.getBytes(StandardCharsets.UTF_8), PLENTY));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
