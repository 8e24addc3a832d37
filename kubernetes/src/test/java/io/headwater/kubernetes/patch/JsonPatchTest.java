package io.headwater.kubernetes.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1}       | [{"op":"add","path":"/b","value":2}]                                | {"a":1,"b":2}
            {"a":1}       | [{"op":"add","path":"/a","value":null}]                             | {"a":null}
            {"a":[1,2]}   | [{"op":"add","path":"/a/1","value":9}]                              | {"a":[1,9,2]}
            {"a":[1,2]}   | [{"op":"add","path":"/a/-","value":9}]                              | {"a":[1,2,9]}
            {"a":[1,2]}   | [{"op":"add","path":"/a/-1","value":9}]                             | {"a":[1,2,9]}
            {"a":[1,2]}   | [{"op":"remove","path":"/a/-1"}]                                    | {"a":[1]}
            {"a":{"b":1}} | [{"op":"remove","path":"/a/b"}]                                     | {"a":{}}
            {"a":[1,2]}   | [{"op":"replace","path":"/a/0","value":{"x":1}}]                    | {"a":[{"x":1},2]}
            {"a":1}       | [{"op":"move","from":"/a","path":"/b"}]                             | {"b":1}
            {"a":{"x":1}} | [{"op":"copy","from":"/a","path":"/b"},{"op":"remove","path":"/a/x"}] | {"a":{},"b":{"x":1}}
            {"a/b":1}     | [{"op":"replace","path":"/a~1b","value":2}]                         | {"a/b":2}
            {"a~b":1}     | [{"op":"replace","path":"/a~0b","value":2}]                         | {"a~b":2}
            {"a":1}       | [{"op":"test","path":"/a","value":1.0},{"op":"remove","path":"/a"}] | {}
            {}            | [{"op":"test","path":"/a","value":null}]                            | {}
            """)
    void carriesOut(String document, String patch, String result) {
        assertThat(JsonPatch.parse(Trees.of(patch)).apply(Trees.of(document))).isEqualTo(Trees.of(result));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{"op":"remove","path":"/b"}]                     | there is nothing at '/b'
            [{"op":"replace","path":"/b","value":1}]          | there is nothing at '/b'
            [{"op":"add","path":"/b/c","value":1}]            | there is nothing that could hold '/b/c'
            [{"op":"add","path":"/list/3","value":1}]         | the index 3 of '/list/3' is outside of the list
            [{"op":"add","path":"/list/x","value":1}]         | 'x' of '/list/x' is no index of a list
            [{"op":"test","path":"/a","value":2}]             | the test of '/a' fails
            [{"op":"copy","from":"/b","path":"/c"}]           | there is nothing at '/b'
            """)
    void refuses(String patch, String message) {
        var parsed = JsonPatch.parse(Trees.of(patch));

        assertThatThrownBy(() -> parsed.apply(Trees.of("{\"a\":1,\"list\":[1,2]}")))
                .isInstanceOf(PatchException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                    | a JSON patch is a list of operations
            [{"op":"add","path":"/a"}]            | operation 1 lacks its value
            [{"op":"add","value":1}]              | operation 1 lacks its path
            [{"op":"move","path":"/a"}]           | operation 1 lacks its from
            [{"op":"merge","path":"/a"}]          | operation 1 has the unknown op 'merge'
            [{"op":"remove","path":"a"}]          | the path 'a' does not begin with a slash
            """)
    void saysWhatIsWrongWithAPatch(String patch, String message) {
        assertThatThrownBy(() -> JsonPatch.parse(Trees.of(patch)))
                .isInstanceOf(PatchException.class)
                .hasMessage(message);
    }

    @Test
    void changesNothingThatItWasGiven() {
        var document = Trees.of("{\"a\":[1]}");

        JsonPatch.parse(Trees.of("[{\"op\":\"add\",\"path\":\"/a/-\",\"value\":2}]"))
                .apply(document);

        assertThat(document).isEqualTo(Trees.of("{\"a\":[1]}"));
    }
}
