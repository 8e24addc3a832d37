package io.headwater.kubernetes.merge;

import static io.headwater.kubernetes.merge.Trees.fields;
import static io.headwater.kubernetes.merge.Trees.json;
import static io.headwater.kubernetes.merge.Trees.widget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedTreeTest {

    @Nested
    class Fields {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                {'replicas': 1}                                 | {'f:replicas': {}}
                {'labels': {'a': 'b'}}                          | {'f:labels': {'f:a': {}}}
                {'labels': {}}                                  | {'f:labels': {}}
                {'labels': null}                                | {'f:labels': {}}
                {'arguments': ['x', 'y']}                       | {'f:arguments': {}}
                {'finalizers': ['x']}                           | {'f:finalizers': {'v:"x"': {}}}
                {'ports': []}                                   | {}
                {'ports': [{'port': 80}]}                       | {'f:ports': {'k:{"port":80,"protocol":"TCP"}': {'.': {}, 'f:port': {}}}}
                {'free': {'a': {'b': 1}, 'c': [1]}}             | {'f:free': {'f:a': {'.': {}, 'f:b': {}}, 'f:c': {}}}
                """)
        void areWhatAnApplyOfTheTreeManages(String tree, String expected) {
            assertThat(widget(tree).fields()).isEqualTo(fields(expected));
        }

        @Test
        void ofAnElementWithoutItsKeyAreRefused() {
            assertThatThrownBy(() -> widget("{'ports': [{'name': 'web'}]}").fields())
                    .isInstanceOf(MergeException.class)
                    .hasMessageContaining("lacks its key 'port'");
        }
    }

    @Nested
    class Merge {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                {'replicas': 1}                 | {'replicas': 2}               | {'replicas': 2}
                {'replicas': 1}                 | {'labels': {'a': 'b'}}        | {'replicas': 1, 'labels': {'a': 'b'}}
                {'labels': {'a': '1', 'b': '2'}}| {'labels': {'a': '3'}}        | {'labels': {'a': '3', 'b': '2'}}
                {'arguments': ['a', 'b']}       | {'arguments': ['c']}          | {'arguments': ['c']}
                {'finalizers': ['a', 'b']}      | {'finalizers': ['c', 'a']}    | {'finalizers': ['c', 'a', 'b']}
                {'finalizers': ['a', 'b', 'c']} | {'finalizers': ['c', 'a']}    | {'finalizers': ['b', 'c', 'a']}
                {'finalizers': ['a', 'c']}      | {'finalizers': ['a', 'b', 'c']} | {'finalizers': ['a', 'b', 'c']}
                {'labels': {}}                  | {'labels': null}              | {'labels': null}
                {'free': {'a': 1}}              | {'free': {'b': [1]}}          | {'free': {'a': 1, 'b': [1]}}
                {'free': {'a': 1}}              | {'free': {'a': {'b': 2}}}     | {'free': {'a': {'b': 2}}}
                """)
        void takesWhatIsAppliedAndKeepsTheRest(String live, String applied, String merged) {
            assertThat(widget(live).merge(json(applied)).tree()).isEqualTo(json(merged));
        }

        @Test
        void meetsAnElementByItsKeysAndTheirDefaults() {
            var merged = widget(
                            "{'ports': [{'port': 80, 'protocol': 'TCP', 'name': 'web'}, {'port': 80, 'protocol': 'UDP'}]}")
                    .merge(json("{'ports': [{'port': 80, 'name': 'http'}]}"));

            assertThat(merged.tree())
                    .isEqualTo(
                            json(
                                    "{'ports': [{'port': 80, 'protocol': 'TCP', 'name': 'http'}, {'port': 80, 'protocol': 'UDP'}]}"));
        }

        @Test
        void refusesAnElementThatIsAppliedTwice() {
            assertThatThrownBy(() ->
                            widget("{}").merge(json("{'ports': [{'port': 80}, {'port': 80, 'protocol': 'TCP'}]}")))
                    .isInstanceOf(MergeException.class)
                    .hasMessageContaining("twice");
        }
    }

    @Nested
    class Compare {

        @Test
        void tellsWhatWasAddedModifiedAndRemoved() {
            var before = widget(
                    "{'replicas': 1, 'labels': {'a': '1', 'b': '2'}, 'ports': [{'port': 80}], 'arguments': ['x']}");

            var comparison = before.compare(json(
                    "{'replicas': 2, 'labels': {'b': '2', 'c': '3'}, 'ports': [{'port': 81}], 'arguments': ['x']}"));

            assertThat(comparison.modified()).isEqualTo(fields("{'f:replicas': {}}"));
            assertThat(comparison.added().toString())
                    .isEqualTo("[.labels.c, .ports[port=81,protocol=TCP], .ports[port=81,protocol=TCP].port]");
            assertThat(comparison.removed().toString())
                    .isEqualTo("[.labels.a, .ports[port=80,protocol=TCP], .ports[port=80,protocol=TCP].port]");
        }

        @Test
        void takesNoOrderOfElementsForADifference() {
            var before = widget("{'finalizers': ['a', 'b'], 'ports': [{'port': 80}, {'port': 81}]}");

            assertThat(before.compare(json("{'finalizers': ['b', 'a'], 'ports': [{'port': 81}, {'port': 80}]}"))
                            .isSame())
                    .isTrue();
        }
    }
}
