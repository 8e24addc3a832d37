package io.headwater.kubernetes.merge;

import static io.headwater.kubernetes.merge.Trees.WIDGET;
import static io.headwater.kubernetes.merge.Trees.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PruningTest {

    private static final String PORT = "k:{'port':80,'protocol':'TCP'}".replace('\'', '"');

    private static JsonNode pruned(JsonNode merged, String last, String others, String applied) {
        return Pruning.pruned(
                merged, WIDGET, WrittenFields.of(json(last)), WrittenFields.of(json(others)), json(applied));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'replicas': 1, 'labels': {'a': '1'}}       | {'f:replicas': {}}                    | {}                                    | {'labels': {'a': '1'}}
            {'replicas': 1}                             | {'f:replicas': {}}                    | {'f:replicas': {}}                    | {'replicas': 1}
            {'labels': {'a': '1', 'b': '2'}}            | {'f:labels': {'f:a': {}, 'f:b': {}}}  | {'f:labels': {'f:b': {}}}             | {'labels': {'b': '2'}}
            {'labels': {'a': '1'}}                      | {'f:labels': {'f:a': {}}}             | {'f:labels': {}}                      | {'labels': null}
            {'finalizers': ['a', 'b']}                  | {'f:finalizers': {'v:"a"': {}}}       | {'f:finalizers': {'v:"b"': {}}}       | {'finalizers': ['b']}
            {'arguments': ['a']}                        | {'f:arguments': {}}                   | {}                                    | null
            {'free': {'a': {'b': 1, 'c': 2}}}           | {'f:free': {'f:a': {'f:b': {}}}}      | {'f:free': {'f:a': {'.': {}, 'f:c': {}}}} | {'free': {'a': {'c': 2}}}
            {'labels': {'a': '1'}, 'replicas': 2}       | {'f:labels': {'f:gone': {}}}          | {'f:labels': {'f:a': {}}}             | {'labels': {'a': '1'}, 'replicas': 2}
            """)
    void removesWhatNobodySaysAnyMore(String merged, String last, String others, String left) {
        assertThat(pruned(json(merged), last, others, "{}")).isEqualTo(json(left));
    }

    @Test
    void leavesWhatIsStillApplied() {
        var merged = json("{'ports': [{'port': 80, 'protocol': 'TCP', 'name': 'web'}]}");

        var pruned = pruned(
                merged,
                "{'f:ports': {'%s': {'.': {}, 'f:port': {}, 'f:name': {}}}}".formatted(PORT),
                "{}",
                "{'ports': [{'port': 80}]}");

        assertThat(pruned).isEqualTo(json("{'ports': [{'port': 80, 'protocol': 'TCP'}]}"));
    }

    @Test
    void isTheObjectItselfIfNothingIsRemoved() {
        var merged = json("{'replicas': 1, 'ports': [{'port': 80}]}");

        assertThat(pruned(merged, "{'f:replicas': {}}", "{'f:replicas': {}}", "{}"))
                .isSameAs(merged);
    }

    @Test
    void readsStepsThatAreWrittenInAnotherWay() {
        var merged = json("{'ports': [{'port': 80}, {'port': 81}]}");

        var pruned = pruned(
                merged,
                "{'f:ports': {'k:{ \"protocol\": \"TCP\", \"port\": 80 }': {}}}",
                "{'f:ports': {'%s': {'.': {}, 'f:port': {}}}}".formatted(PORT.replace("80", "81")),
                "{}");

        assertThat(pruned).isEqualTo(json("{'ports': [{'port': 81}]}"));
    }

    @Test
    void refusesAnElementWithoutAnyOfItsFields() {
        var merged = json("{'ports': [{'port': 80}]}");

        assertThatThrownBy(() -> pruned(
                        merged,
                        "{'f:ports': {'%s': {'.': {}, 'f:port': {}}}}".formatted(PORT),
                        "{'f:ports': {'%s': {'.': {}}}}".formatted(PORT),
                        "{}"))
                .isInstanceOf(MergeException.class);
    }

    @Test
    void refusesAnElementWithoutItsKeyWhereNothingIsRemoved() {
        var merged = json("{'replicas': 1, 'ports': [{'name': 'web'}]}");

        assertThatThrownBy(() -> pruned(merged, "{'f:replicas': {}}", "{}", "{}"))
                .isInstanceOf(MergeException.class)
                .hasMessageContaining("lacks its key 'port'");
    }
}
