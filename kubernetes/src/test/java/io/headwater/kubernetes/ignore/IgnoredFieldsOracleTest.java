package io.headwater.kubernetes.ignore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.SameJson;
import io.headwater.kubernetes.ignore.jq.PathProgram;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs leave out what {@code del(program)} of gojq 0.12.17 does, which the resources hold: in {@code real-world.jsonl} programs from public repositories and
 * issues of Argo CD, with objects of our own, and in {@code gojq.jsonl} our own.
 */
class IgnoredFieldsOracleTest {

    static Stream<Arguments> cases() {
        return Stream.of("real-world.jsonl", "gojq.jsonl")
                .flatMap(file -> Json.lines(PathProgram.class, file).stream())
                .filter(line -> line.path("remainder").isObject()
                        && !line.path("refused").asBoolean())
                .map(line -> arguments(line.path("program").asText(), line));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void leavesOutWhatGojqDeletes(String program, JsonNode expected) {
        var object = (ObjectNode) expected.path("object");
        var before = object.deepCopy();
        var rule = JsonNodeFactory.instance.objectNode().put("group", "*").put("kind", "*");
        rule.putArray("jqPathExpressions").add(program);
        var reading = IgnoreRuleReader.ofApplication(
                JsonNodeFactory.instance.arrayNode().add(rule));

        var remainder = IgnoreRules.of(reading.value())
                .forObject(new GroupKind("", "Any"), "", "any")
                .without(object);

        assertThat(reading.problems()).isEmpty();
        assertThat(remainder.problems()).isEmpty();
        assertThat(SameJson.isSame(remainder.tree(), withIdentity(expected.path("remainder"), object)))
                .as("%s", remainder.tree())
                .isTrue();
        assertThat(object).isEqualTo(before);
    }

    /** The one thing in which Argo CD differs: an object keeps its name. */
    private static JsonNode withIdentity(JsonNode remainder, ObjectNode object) {
        var name = object.path("metadata").path("name");
        if (remainder.path("metadata").has("name") || name.isMissingNode()) {
            return remainder;
        }
        ObjectNode kept = remainder.deepCopy();
        kept.withObject("/metadata").set("name", name);
        return kept;
    }
}
