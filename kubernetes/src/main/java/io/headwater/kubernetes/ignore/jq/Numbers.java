package io.headwater.kubernetes.ignore.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;

/** Numbers as programs compute them: integers of 64 bits, and doubles for all else. What a tree holds is compared with all its digits. */
final class Numbers {

    private static final int DIGITS_OF_A_LONG = 18;

    private Numbers() {}

    /** Reads a number that is well-formed. */
    static JsonNode parse(String text) {
        if (text.length() <= DIGITS_OF_A_LONG
                && text.chars().allMatch(character -> character >= '0' && character <= '9')) {
            return LongNode.valueOf(Long.parseLong(text));
        }
        return of(Double.parseDouble(text));
    }

    static JsonNode of(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            return LongNode.valueOf((long) number);
        }
        return DoubleNode.valueOf(Math.clamp(number, -Double.MAX_VALUE, Double.MAX_VALUE));
    }

    static JsonNode compute(Operator operator, JsonNode one, JsonNode other) {
        var divisor = other.doubleValue();
        if ((operator == Operator.DIVIDE && divisor == 0) || (operator == Operator.MODULO && (long) divisor == 0)) {
            throw new ProgramErrorException("a number cannot be divided by zero");
        }
        if (one.isIntegralNumber() && other.isIntegralNumber() && one.canConvertToLong() && other.canConvertToLong()) {
            try {
                return exact(operator, one.longValue(), other.longValue());
            } catch (ArithmeticException tooLarge) {
                return inexact(operator, one.doubleValue(), divisor);
            }
        }
        return inexact(operator, one.doubleValue(), divisor);
    }

    private static JsonNode exact(Operator operator, long one, long other) {
        return switch (operator) {
            case PLUS -> LongNode.valueOf(Math.addExact(one, other));
            case MINUS -> LongNode.valueOf(Math.subtractExact(one, other));
            case TIMES -> LongNode.valueOf(Math.multiplyExact(one, other));
            case MODULO -> LongNode.valueOf(one % Math.absExact(other));
            case DIVIDE -> one % other == 0 ? LongNode.valueOf(Math.divideExact(one, other)) : of((double) one / other);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                throw new IllegalStateException(operator + " computes no number");
        };
    }

    private static JsonNode inexact(Operator operator, double one, double other) {
        return switch (operator) {
            case PLUS -> of(one + other);
            case MINUS -> of(one - other);
            case TIMES -> of(one * other);
            case DIVIDE -> of(one / other);
            case MODULO -> of((double) ((long) one % Math.abs((long) other)));
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                throw new IllegalStateException(operator + " computes no number");
        };
    }
}
