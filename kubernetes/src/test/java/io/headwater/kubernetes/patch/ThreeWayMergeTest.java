package io.headwater.kubernetes.patch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreeWayMergeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"a"}                      | {}                                | {"name":"a","labels":{}}            | {"labels":{}}
            {}                                | {"name":"a"}                      | {"name":"b","labels":{}}            | {"name":"a","labels":{}}
            {"labels":{"a":"1","b":"1"}}      | {"labels":{"a":"2"}}              | {"labels":{"a":"1","b":"1","c":"3"}} | {"labels":{"a":"2","c":"3"}}
            {"arguments":["a"]}               | {"arguments":["b"]}               | {"arguments":["a","x"]}             | {"arguments":["b"]}
            {"finalizers":["a","b"]}          | {"finalizers":["c"]}              | {"finalizers":["x","a","b"]}        | {"finalizers":["c","x"]}
            {"parts":[{"name":"a"},{"name":"b"}]} | {"parts":[{"name":"b"}]}      | {"parts":[{"name":"a"},{"name":"b","image":"1"},{"name":"x"}]} | {"parts":[{"name":"b","image":"1"},{"name":"x"}]}
            {"parts":[{"name":"a","image":"1"}]}  | {"parts":[{"name":"a"}]}      | {"parts":[{"name":"a","image":"1","type":"t"}]} | {"parts":[{"name":"a","type":"t"}]}
            {"parts":[]}                      | {"parts":[{"name":"b"},{"name":"a"}]} | {"parts":[{"name":"a"},{"name":"b"}]} | {"parts":[{"name":"b"},{"name":"a"}]}
            {"strategy":{"type":"x"}}         | {"strategy":{"type":"y"}}         | {"strategy":{"type":"x","image":"i"}} | {"strategy":{"type":"y"}}
            {"volumes":[{"name":"a","image":"i"}]} | {"volumes":[{"name":"a","type":"t"}]} | {"volumes":[{"name":"a","image":"i","arguments":["d"]}]} | {"volumes":[{"name":"a","type":"t"}]}
            {"whole":{"type":"x"}}            | {"whole":{"type":"y"}}            | {"whole":{"type":"x","image":"i"}}  | {"whole":{"type":"y"}}
            """)
    void makesOfALiveObject(String applied, String wanted, String live, String result) {
        assertThat(ThreeWayMerge.merge(
                        Trees.object(applied),
                        Trees.object(wanted),
                        Trees.object(live),
                        Optional.of(StrategicMergePatchTest.THING)))
                .isEqualTo(Trees.of(result));
    }

    @Test
    void replacesListsOfAKindWithoutStrategies() {
        assertThat(ThreeWayMerge.merge(
                        Trees.object("{\"spec\":{\"a\":1,\"b\":1}}"),
                        Trees.object("{\"spec\":{\"parts\":[{\"name\":\"b\"}],\"a\":2}}"),
                        Trees.object("{\"spec\":{\"parts\":[{\"name\":\"a\"}],\"b\":1,\"c\":1}}"),
                        Optional.empty()))
                .isEqualTo(Trees.of("{\"spec\":{\"parts\":[{\"name\":\"b\"}],\"c\":1,\"a\":2}}"));
    }
}
