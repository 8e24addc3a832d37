package io.headwater.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    private static final int PLENTY = 1 << 20;

    @Test
    void sortsKeysAndDropsWhiteSpace() {
        assertThat(canonical("{ \"b\" : 1, \"a\" : { \"d\": [ ], \"c\" : null } }"))
                .isEqualTo("{\"a\":{\"c\":null,\"d\":[]},\"b\":1}");
    }

    @ParameterizedTest
    @CsvSource({
        "1.0,                            1.0",
        "1.10,                           1.10",
        "0,                              0",
        "-5,                             -5",
        "9007199254740993,               9007199254740993",
        "123456789012345678901234567890, 123456789012345678901234567890",
        "3.141592653589793238462643,     3.141592653589793238462643",
        "1e3,                            1E+3",
    })
    void keepsNumbersExactly(String given, String written) {
        assertThat(canonical(given)).isEqualTo(written);
        assertThat(canonical(written)).isEqualTo(written);
    }

    @Test
    void writesTextAsUtf8() {
        assertThat(canonical("[\"\\u00e9\\u2028\\ud83d\\ude00\\/\\u0001\"]")).isEqualTo("[\"é\u2028😀/\\u0001\"]");
    }

    @Test
    void replacesHalfOfASurrogatePair() {
        assertThat(canonical("{\"\\ud83d\":\"a\\ude00b\"}")).isEqualTo("{\"\uFFFD\":\"a\uFFFDb\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a\":1}}", "{\"a\":1,\"a\":2}", "[1,]", "{'a':1}", "NaN", "01", "{} {}"})
    void refusesWhatIsNotOneValueOfUniqueKeys(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void quotesNothingOfWhatItRefuses() {
        assertThatThrownBy(() -> read("{\"data\": hunter2}"))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void refusesMoreThanTheLimit() {
        assertThatThrownBy(() -> CanonicalJson.read("[1,2]".getBytes(StandardCharsets.UTF_8), 4))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("5 bytes");
    }

    @Test
    void refusesDeepNesting() {
        var deep = "[".repeat(CanonicalJson.MAX_DEPTH + 1) + "]".repeat(CanonicalJson.MAX_DEPTH + 1);
        assertThatThrownBy(() -> read(deep)).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void refusesToWriteWhatJsonCannotHold() {
        var tree = JsonNodeFactory.instance.objectNode().put("a", Double.NaN);
        assertThatThrownBy(() -> CanonicalJson.write(tree)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void readsBackWhatItWrote(@ForAll("trees") JsonNode tree) {
        var written = CanonicalJson.write(tree);
        assertThat(CanonicalJson.write(CanonicalJson.read(written, PLENTY))).isEqualTo(written);
    }

    @Property
    void writesTheSameWhateverTheOrderOfKeys(@ForAll("trees") JsonNode tree) {
        assertThat(CanonicalJson.write(Trees.reversed(tree))).isEqualTo(CanonicalJson.write(tree));
    }

    @Provide
    static Arbitrary<JsonNode> trees() {
        return Trees.trees();
    }

    private static String canonical(String json) {
        return new String(CanonicalJson.write(read(json)), StandardCharsets.UTF_8);
    }

    private static JsonNode read(String json) {
        return CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8), PLENTY);
    }
}
