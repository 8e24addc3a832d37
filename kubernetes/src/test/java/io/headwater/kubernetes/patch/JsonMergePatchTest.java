package io.headwater.kubernetes.patch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonMergePatchTest {

    /** The examples of the standard's appendix. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":"b"}         | {"a":"c"}                   | {"a":"c"}
            {"a":"b"}         | {"b":"c"}                   | {"a":"b","b":"c"}
            {"a":"b"}         | {"a":null}                  | {}
            {"a":"b","b":"c"} | {"a":null}                  | {"b":"c"}
            {"a":["b"]}       | {"a":"c"}                   | {"a":"c"}
            {"a":"c"}         | {"a":["b"]}                 | {"a":["b"]}
            {"a":{"b":"c"}}   | {"a":{"b":"d","c":null}}    | {"a":{"b":"d"}}
            {"a":[{"b":"c"}]} | {"a":[1]}                   | {"a":[1]}
            ["a","b"]         | ["c","d"]                   | ["c","d"]
            {"a":"b"}         | ["c"]                       | ["c"]
            {"a":"foo"}       | null                        | null
            {"a":"foo"}       | "bar"                       | "bar"
            {"e":null}        | {"a":1}                     | {"e":null,"a":1}
            [1,2]             | {"a":"b","c":null}          | {"a":"b"}
            {}                | {"a":{"bb":{"ccc":null}}}   | {"a":{"bb":{}}}
            """)
    void makesOfAValue(String target, String patch, String result) {
        assertThat(JsonMergePatch.apply(Trees.of(target), Trees.of(patch))).isEqualTo(Trees.of(result));
    }

    @Test
    void isEmptyBetweenEquals() {
        assertThat(JsonMergePatch.between(Trees.object("{\"a\":{\"b\":[1]}}"), Trees.object("{\"a\":{\"b\":[1]}}")))
                .isEmpty();
    }

    @Test
    void saysOnlyWhatDiffers() {
        var before = Trees.object("{\"a\":{\"b\":1,\"c\":2},\"d\":3,\"list\":[1,2]}");
        var after = Trees.object("{\"a\":{\"b\":1,\"c\":4},\"list\":[1]}");

        var patch = JsonMergePatch.between(before, after);

        assertThat(patch).isEqualTo(Trees.of("{\"d\":null,\"a\":{\"c\":4},\"list\":[1]}"));
        assertThat(JsonMergePatch.apply(before, patch)).isEqualTo(after);
    }
}
