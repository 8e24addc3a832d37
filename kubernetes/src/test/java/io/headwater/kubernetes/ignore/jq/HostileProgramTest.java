package io.headwater.kubernetes.ignore.jq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.ignore.Json;
import io.headwater.kubernetes.ignore.jq.PathProgram.Outcome;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of people who mean harm, or who made a mistake, end; and so does the thread that runs them, which no other one helps. */
class HostileProgramTest {

    /** What Kafka Streams' threads have at least. */
    private static final long STACK = 512 << 10;

    /** Less time than people have, so that the test does not take it so often. */
    private static final JqLimits LIMITS = JqLimits.DEFAULT.withTime(Duration.ofMillis(300));

    private static final JsonNode TREE = Json.of("{'a':[1,2,3],'s':'" + "a".repeat(2_000) + "','o':{'k':'v'}}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".. | recurse(.)",
                "recurse(.)",
                "repeat(.)",
                "[repeat(1)]",
                "[range(1e12)]",
                "last(range(1e12))",
                "reduce range(1e12) as $i (.; .)",
                "until(false; .)",
                "while(true; .)",
                "first(range(1e12) | select(. < 0))",
                "any(range(1e12); false)",
                "all(range(1e12); true)",
                "isempty(range(1e12) | empty)",
                "range(1e12)? // .a",
                "[limit(1e9; repeat(1))]",
                "reduce range(100) as $i (\"a\"; . + .)",
                "reduce range(100) as $i ([1]; . + .)",
                "reduce range(100) as $i ([1]; [., .])",
                "reduce range(100) as $i ([1]; {a: ., b: .}) | tojson",
                "reduce range(60) as $i ({k: 1}; {a: ., b: .}) | .. | select(false)",
                "reduce range(1000000) as $i (null; [.]) | tojson",
                "reduce range(100) as $i (\"a\"; \"\\(.)\\(.)\")",
                "[range(100000) | \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"] | join(\"-\")",
                "[range(10000)] as $l | [$l[] | select($l == $l)]",
                "[range(3000)] as $l | $l[] | $l - [1, 2] | empty",
                "(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)"
                        + "|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|(1,2)|empty",
                "(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)"
                        + "+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2)+(1,2) | empty",
                ".s | select(test(\"(a|a)*b\"))",
            })
    void endsByALimit(String program) throws Exception {
        assertThat(outcomeInAThreadOfItsOwn(program)).isInstanceOf(Outcome.LimitExceeded.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "range(1e12)",
                "foreach range(1e12) as $i (.; .)",
                "try (range(1e12) | error) catch .a",
                "[.s, .s, .s, .s] as $x | [range(2000)] | map($x) | tojson",
                ".s | select(test(\"(a+)+$b\"))",
                ".s | select(test(\"(.*)*x\"))",
                ".s | select(test(\"^(([a-z])+.)+[A-Z]([a-z])+$\"))",
            })
    void endsSomehow(String program) throws Exception {
        assertThat(outcomeInAThreadOfItsOwn(program)).isNotNull();
    }

    private static Outcome outcomeInAThreadOfItsOwn(String program) throws Exception {
        var compiled = PathProgram.compile(program);
        var outcome = new AtomicReference<Outcome>();
        var thread = new Thread(null, () -> outcome.set(compiled.places(TREE, LIMITS)), "hostile", STACK);

        thread.start();
        thread.join(Duration.ofSeconds(10));

        assertThat(thread.isAlive()).isFalse();
        return Objects.requireNonNull(outcome.get(), "the thread ended without an outcome");
    }

    @Test
    void saysWhichLimitItIs() throws MalformedProgramException {
        assertThat(outcome("[repeat(1)]", JqLimits.DEFAULT.withTime(Duration.ofMinutes(1))))
                .isEqualTo(new Outcome.LimitExceeded("it builds more than 4,000,000 characters, elements and fields"));
        assertThat(outcome("until(false; .)", new JqLimits(Duration.ofHours(1), 1_000, 1_000_000, 100)))
                .isEqualTo(new Outcome.LimitExceeded("it takes more than 1,000 steps"));
        assertThat(outcome(".a".repeat(101), new JqLimits(Duration.ofHours(1), 1_000, 1_000, 100)))
                .isEqualTo(new Outcome.LimitExceeded("it is nested or calls itself more than 100 levels deep"));
    }

    @Test
    void looksAtTheClock() throws MalformedProgramException {
        var clock = new AtomicLong();

        var outcome = PathProgram.compile("until(false; .)")
                .places(
                        TREE,
                        JqLimits.DEFAULT,
                        () -> clock.getAndAdd(Duration.ofMillis(300).toNanos()));

        assertThat(outcome).isEqualTo(new Outcome.LimitExceeded("it takes longer than 1000 ms"));
    }

    @Test
    void leavesRoomForWhatPeopleWriteAboutLargeObjects() throws MalformedProgramException {
        var list = JsonNodeFactory.instance.arrayNode();
        for (var i = 0; i < 10_000; i++) {
            list.addObject()
                    .put("name", "n" + i)
                    .put("value", "v".repeat(80))
                    .putArray("tags")
                    .add("a")
                    .add("b");
        }
        var tree = JsonNodeFactory.instance.objectNode().set("items", list);

        assertThat(outcome(".items[] | select(.name | test(\"^n1\")) | .value", tree))
                .isInstanceOf(Outcome.Places.class);
        assertThat(outcome(".items[] | select(any(.tags[]; . == \"b\")) | .tags[1:]", tree))
                .isInstanceOf(Outcome.Places.class);
        assertThat(outcome(".. | select(type == \"string\" and startswith(\"v\"))", tree))
                .isInstanceOf(Outcome.Places.class);
    }

    private static Outcome outcome(String program, JqLimits limits) throws MalformedProgramException {
        return PathProgram.compile(program).places(TREE, limits);
    }

    private static Outcome outcome(String program, JsonNode tree) throws MalformedProgramException {
        return PathProgram.compile(program).places(tree, JqLimits.DEFAULT);
    }
}
