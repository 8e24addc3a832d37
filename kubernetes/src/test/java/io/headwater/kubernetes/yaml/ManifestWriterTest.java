package io.headwater.kubernetes.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.Trees;
import io.headwater.kubernetes.yaml.ManifestResult.ManifestError;
import io.headwater.kubernetes.yaml.ManifestResult.Manifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestWriterTest {

    @ParameterizedTest
    @ValueSource(strings = {"everyday", "anchors"})
    void printsAsKustomizeBuildDoes(String name) throws IOException {
        var objects =
                switch (new ManifestReader().read(name, resource("kustomize/" + name + ".in.yaml"))) {
                    case Manifests(var manifests) ->
                        manifests.stream().map(Manifest::object).toList();
                    case ManifestError error -> throw new AssertionError(error);
                };

        assertThat(ManifestWriter.write(objects))
                .isEqualTo(new String(resource("kustomize/" + name + ".out.yaml"), StandardCharsets.UTF_8));
    }

    @Property
    void isReadBackAsWritten(@ForAll("trees") JsonNode tree) throws MalformedManifestException {
        var text = ManifestWriter.write(tree);

        var read = YamlDocuments.read(text, ManifestLimits.DEFAULT).getFirst().root();
        assertThat(CanonicalJson.write(read)).as(text).isEqualTo(CanonicalJson.write(tree));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\n\n", "\na", "a\n", " \n", "\n "})
    void readsBackADocumentOfOneText(String text) throws MalformedManifestException {
        isReadBackAsWritten(TextNode.valueOf(text));
    }

    @Property
    void printsTheSameWhateverTheOrderOfKeys(@ForAll("trees") JsonNode tree) {
        assertThat(ManifestWriter.write(Trees.reversed(tree))).isEqualTo(ManifestWriter.write(tree));
    }

    @Provide
    static Arbitrary<JsonNode> trees() {
        return Trees.trees();
    }

    private static byte[] resource(String name) throws IOException {
        try (var resource = ManifestWriterTest.class.getResourceAsStream(name)) {
            assertThat(resource).as(name).isNotNull();
            return resource.readAllBytes();
        }
    }
}
