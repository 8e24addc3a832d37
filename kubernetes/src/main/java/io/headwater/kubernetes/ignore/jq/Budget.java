package io.headwater.kubernetes.ignore.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.LongSupplier;

/** What a run has left. Every part of a program that goes on takes from it, and so every program ends. Not thread-safe. */
final class Budget {

    private static final int STEPS_BETWEEN_LOOKS_AT_THE_CLOCK = 256;

    /** A comparison of so many characters is worth a step. */
    private static final int CHARACTERS_IN_A_STEP = 16;

    private final JqLimits limits;
    private final LongSupplier nanoTime;
    private final long start;
    private long steps;
    private long nextLook;
    private long built;
    private int depth;

    Budget(JqLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    void step() {
        steps(1);
    }

    void steps(long count) {
        steps += count;
        if (steps > limits.steps()) {
            throw new LimitExceededException("it takes more than %,d steps".formatted(limits.steps()));
        }
        if (steps >= nextLook) {
            nextLook = steps + STEPS_BETWEEN_LOOKS_AT_THE_CLOCK;
            if (nanoTime.getAsLong() - start > limits.time().toNanos()) {
                throw new LimitExceededException(
                        "it takes longer than %d ms".formatted(limits.time().toMillis()));
            }
        }
    }

    /** Pays for looking at a text. */
    void reading(String text) {
        steps(1 + text.length() / CHARACTERS_IN_A_STEP);
    }

    /** Pays for looking at all of a value. */
    void reading(JsonNode value) {
        if (value.isContainerNode()) {
            step();
            value.forEach(this::reading);
        } else if (value.isTextual()) {
            reading(value.textValue());
        } else {
            step();
        }
    }

    /** Pays for what is built, before it is. */
    void building(long size) {
        built += size;
        if (built > limits.built()) {
            throw new LimitExceededException(
                    "it builds more than %,d characters, elements and fields".formatted(limits.built()));
        }
        step();
    }

    /** Pays for all that a value holds, however often it holds the same: whoever looks at all of it later has that work. */
    JsonNode building(JsonNode value) {
        building(value.isTextual() ? value.textValue().length() : 1);
        if (value.isContainerNode()) {
            value.forEach(this::building);
        }
        return value;
    }

    void enter() {
        if (++depth > limits.depth()) {
            throw new LimitExceededException(
                    "it is nested or calls itself more than %d levels deep".formatted(limits.depth()));
        }
    }

    void leave() {
        depth--;
    }

    /** How deep the run is. */
    int depth() {
        return depth;
    }

    /** Goes back to a depth, where an evaluation was left by an exception. */
    void backTo(int earlier) {
        depth = earlier;
    }
}
