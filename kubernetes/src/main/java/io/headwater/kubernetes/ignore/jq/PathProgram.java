package io.headwater.kubernetes.ignore.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A program that names places in trees, as {@code .spec.containers[] | select(.name == "web") | .image} does. Safe for use by several threads. */
public final class PathProgram {

    /** How long a program may be; the longest of many public ones has 300 characters. */
    public static final int MOST_CHARACTERS = 4096;

    private final Expression expression;

    private PathProgram(Expression expression) {
        this.expression = expression;
    }

    /** What a run gives. No message has a value of the tree in it. */
    public sealed interface Outcome {

        /** The ways to the places that the program names, which need not be there; one may come twice. */
        record Places(List<List<Step>> ways) implements Outcome {
            public Places {
                ways = List.copyOf(ways);
            }
        }

        /** The program fails with this tree. */
        record Failure(String reason) implements Outcome {}

        /** The program costs more than it may. */
        record LimitExceeded(String limit) implements Outcome {}
    }

    /** @throws MalformedProgramException if it is no program, is too long, or does what is not allowed */
    public static PathProgram compile(String program) throws MalformedProgramException {
        if (program.length() > MOST_CHARACTERS) {
            throw new MalformedProgramException(
                    "it has %,d characters, and at most %,d may be".formatted(program.length(), MOST_CHARACTERS));
        }
        try {
            return new PathProgram(Parser.parse(program));
        } catch (StackOverflowError overflow) {
            throw new MalformedProgramException("it is nested too deep");
        }
    }

    /** Runs the program in the calling thread, which returns within the limits. */
    public Outcome places(JsonNode tree, JqLimits limits) {
        return places(tree, limits, System::nanoTime);
    }

    /** Like {@link #places(JsonNode, JqLimits)}, with a clock. */
    Outcome places(JsonNode tree, JqLimits limits, LongSupplier nanoTime) {
        var budget = new Budget(limits, nanoTime);
        var ways = new ArrayList<List<Step>>();
        try {
            new Evaluation(budget).evaluate(expression, new Located(tree, Place.ROOT), null, result -> {
                if (result.place() == null) {
                    throw new ProgramErrorException(
                            "it gives %s that it computed, instead of a field".formatted(Values.type(result.value())));
                }
                var way = result.place().steps();
                budget.building(1 + way.size());
                ways.add(way);
            });
            return new Outcome.Places(ways);
        } catch (ProgramErrorException error) {
            return new Outcome.Failure(error.text());
        } catch (LimitExceededException exceeded) {
            return new Outcome.LimitExceeded(exceeded.text());
        } catch (StackOverflowError overflow) {
            return new Outcome.LimitExceeded("it takes more than the stack of a thread");
        }
    }
}
