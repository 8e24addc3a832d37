package io.headwater.kubernetes.ignore.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.ignore.Json;
import io.headwater.kubernetes.ignore.jq.PathProgram.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathProgramTest {

    @Test
    void namesPlacesThatAreThereAndSuchThatAreNot() throws MalformedProgramException {
        var tree = Json.of("{'spec':{'containers':[{'name':'web','image':'w'},{'name':'log'}]}}");

        assertThat(places(".spec.containers[].image", tree))
                .containsExactly(
                        List.of(
                                new Step.Name("spec"),
                                new Step.Name("containers"),
                                new Step.Index(0),
                                new Step.Name("image")),
                        List.of(
                                new Step.Name("spec"),
                                new Step.Name("containers"),
                                new Step.Index(1),
                                new Step.Name("image")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            .l[1:3]           ¦ [Range[from=1, to=3]]
            .l[1:3][0]        ¦ [Index[index=1]]
            .l[1:3][5]        ¦ [Index[index=-1]]
            .l[1:4][1:][0]    ¦ [Index[index=2]]
            .l[-1]            ¦ [Index[index=3]]
            .l[-9]            ¦ [Index[index=-1]]
            .l[9]             ¦ [Index[index=9]]
            """)
    void findsPlacesInLists(String program, String last) throws MalformedProgramException {
        var ways = places(program, Json.of("{'l':[1,2,3,4]}"));

        assertThat(ways)
                .singleElement()
                .extracting(way -> way.subList(1, way.size()).toString())
                .isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            .a |= 1                       ¦ the assignment '|=' cannot be used to name fields
            .a = 1                        ¦ the assignment '=' cannot be used to name fields
            def f: .a; f                  ¦ 'def' cannot be used to name fields
            import "x" as x; .a           ¦ 'import' cannot be used to name fields
            include "x"; .a               ¦ 'include' cannot be used to name fields
            label $out | .a               ¦ 'label' cannot be used to name fields
            .a | @base64                  ¦ the format '@base64' cannot be used to name fields
            env.HOME                      ¦ there is no function env/0
            $ENV.HOME                     ¦ there is no variable '$ENV'
            $__loc__                      ¦ there is no variable '$__loc__'
            input                         ¦ there is no function input/0
            inputs                        ¦ there is no function inputs/0
            debug                         ¦ there is no function debug/0
            now                           ¦ there is no function now/0
            halt                          ¦ there is no function halt/0
            .a | select(1; 2)             ¦ there is no function select/2
            $x                            ¦ there is no variable '$x'
            (.a as $x | .b), $x           ¦ there is no variable '$x'
            .a[                           ¦ the end at character 4 is not expected there
            .a)                           ¦ there is a ')' too many at character 3
            .a), (.b                      ¦ there is a ')' too many at character 3
            .a b                          ¦ 'b' at character 4 is not expected there
            "abc                          ¦ the text at character 1 has no end
            .a == "\\q"                   ¦ a text has an unknown escape at character 8; a backslash itself is written \\\\
            .a & .b                       ¦ '&' at character 4 means nothing
            if .a then .b                 ¦ the end at character 14 is not expected there
            """)
    void saysWhatIsNoProgramOrDoesMoreThanNameFields(String program, String message) {
        assertThatThrownBy(() -> PathProgram.compile(program))
                .isInstanceOf(MalformedProgramException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "[",
                ".[",
                "{a:",
                "{(",
                "-",
                "if ",
                "try ",
                "first(",
                ".a//",
                "\"\\(",
                ". as [",
                ". as $x|",
                ". as {a:["
            })
    void refusesDeepNestingBeforeItTakesAStack(String opening) {
        assertThatThrownBy(() -> PathProgram.compile(opening.repeat(PathProgram.MOST_CHARACTERS / opening.length())))
                .isInstanceOf(MalformedProgramException.class);
    }

    @Test
    void refusesLongPrograms() {
        assertThatThrownBy(() -> PathProgram.compile(".".repeat(PathProgram.MOST_CHARACTERS + 1)))
                .hasMessage("it has 4,097 characters, and at most 4,096 may be");
    }

    @Test
    void takesComments() throws MalformedProgramException {
        assertThat(places(".a # the first\n, .b # the second", Json.of("{}"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            .data.password.x            ¦ a string has no part that is named by a string
            .data.password[]            ¦ a string has no elements; '[]?' leaves it out
            .data.password + 1          ¦ '+' does not go with a string and a number
            .data.password | error      ¦ it ends with an error of its own
            error(.data.password)       ¦ it ends with an error of its own
            .data.password | tonumber   ¦ a string is no number
            .data.password | fromjson   ¦ a string is no JSON
            .data | keys | .[0]         ¦ it gives string that it computed, instead of a field
            .data[.data.password]       ¦ nothing is wrong
            .x as [$a] | .data[$a].b    ¦ an object has no part that is named by null
            "a" * 3                     ¦ '*' does not go with a string and a number
            .data | test("(")           ¦ test takes strings, and not an object
            .data.password | test("(")  ¦ a string is no regular expression
            """)
    void neverSaysAValue(String program, String message) throws MalformedProgramException {
        var outcome = PathProgram.compile(program).places(Json.of("{'data':{'password':'hunter2'}}"), JqLimits.DEFAULT);

        assertThat(outcome instanceof Outcome.Failure(var reason) ? reason : "nothing is wrong")
                .isEqualTo(message);
    }

    static Stream<Arguments> casesOfGojq() {
        return Stream.of("real-world.jsonl", "gojq.jsonl")
                .flatMap(file -> Json.lines(PathProgram.class, file).stream())
                .map(line -> arguments(line.path("program").asText(), line));
    }

    /** Programs whose text says nothing about whether they end: these, gojq refuses or fails as well. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("casesOfGojq")
    void failsWhereGojqFails(String program, JsonNode expected) {
        Outcome outcome;
        try {
            outcome = PathProgram.compile(program).places(expected.path("object"), JqLimits.DEFAULT);
        } catch (MalformedProgramException malformed) {
            assertThat(expected.path("malformed").asBoolean()
                            || expected.path("refused").asBoolean())
                    .as(malformed.text())
                    .isTrue();
            return;
        }
        assertThat(outcome instanceof Outcome.Failure)
                .as("%s", outcome)
                .isEqualTo(expected.path("fails").asBoolean());
    }

    private static List<List<Step>> places(String program, JsonNode tree) throws MalformedProgramException {
        return switch (PathProgram.compile(program).places(tree, JqLimits.DEFAULT)) {
            case Outcome.Places(var ways) -> ways;
            case Outcome.Failure(var reason) -> throw new AssertionError(reason);
            case Outcome.LimitExceeded(var limit) -> throw new AssertionError(limit);
        };
    }
}
