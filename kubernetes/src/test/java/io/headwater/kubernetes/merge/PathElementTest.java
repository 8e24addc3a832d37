package io.headwater.kubernetes.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headwater.kubernetes.CanonicalJson;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathElementTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "f:spec                            | spec",
                "k:{\"name\":\"web\"}              | {\"name\":\"web\"}",
                "k:{\"port\":80,\"protocol\":\"TCP\"} | {\"port\":80,\"protocol\":\"TCP\"}",
                "k:{\"protocol\":\"TCP\",\"port\":80} | {\"port\":80,\"protocol\":\"TCP\"}",
                "k:{\"a\":1,\"a!\":2}              | {\"a\":1,\"a!\":2}",
                "k:{\"a!\":1,\"a\":2}              | {\"a\":2,\"a!\":1}",
                "k:{ \"name\": \"web\" }           | {\"name\":\"web\"}",
                "k:{\"name\":\"\\u0061\"}          | {\"name\":\"a\"}",
                "k:{\"name\":-1}                   | {\"name\":-1}",
                "k:{\"name\":12345678901}          | {\"name\":12345678901}",
                "k:{\"name\":true}                 | {\"name\":true}",
                "k:{}                              | {}",
                "v:\"a b\"                         | \"a b\"",
                "v: \"a\"                          | \"a\"",
                "v:7                               | 7",
                "v:false                           | false",
                "i:3                               | 3",
            })
    void readsWhatFieldsV1WritesIntoOneForm(String written, String text) {
        assertThat(PathElement.parse(written)).map(PathElement::text).hasValue(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k:",
                "k:7",
                "k:{",
                "k:{\"name\":\"web\"",
                "k:{\"name\":\"web\"}}",
                "k:{\"name\":\"web\",}",
                "k:{\"name\":01}",
                "k:{\"name\"}",
                "k:{\"a\":1,\"a\":2}",
                "v:\"a",
                "v:\"a\"\"",
                "x:y",
                "."
            })
    void takesNothingElse(String written) {
        assertThat(PathElement.parse(written)).isEmpty();
    }

    @Property
    void readsWhatItWrites(@ForAll("keys") Map<String, JsonNode> keys) {
        var tree = JsonNodeFactory.instance.objectNode();
        tree.setAll(keys);
        var element = PathElement.key(tree);

        assertThat(element.text()).isEqualTo(new String(CanonicalJson.write(tree), UTF_8));
        assertThat(PathElement.parse(element.written())).hasValue(element);
    }

    @Provide
    Arbitrary<Map<String, JsonNode>> keys() {
        var texts = Arbitraries.strings().ofMaxLength(4).withChars("a!\" \\<&é~\u007f\u2028");
        Arbitrary<JsonNode> values = Arbitraries.oneOf(
                texts.map(TextNode::valueOf), Arbitraries.integers().map(IntNode::valueOf));
        return Arbitraries.maps(texts, values).ofMaxSize(3);
    }
}
