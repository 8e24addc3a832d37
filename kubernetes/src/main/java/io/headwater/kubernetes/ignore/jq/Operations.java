package io.headwater.kubernetes.ignore.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** What operators make of two values. */
final class Operations {

    private Operations() {}

    static JsonNode compute(Operator operator, JsonNode one, JsonNode other, Budget budget) {
        return switch (operator) {
            case EQUAL -> BooleanNode.valueOf(compared(one, other, budget) == 0);
            case NOT_EQUAL -> BooleanNode.valueOf(compared(one, other, budget) != 0);
            case LESS -> BooleanNode.valueOf(compared(one, other, budget) < 0);
            case LESS_OR_EQUAL -> BooleanNode.valueOf(compared(one, other, budget) <= 0);
            case GREATER -> BooleanNode.valueOf(compared(one, other, budget) > 0);
            case GREATER_OR_EQUAL -> BooleanNode.valueOf(compared(one, other, budget) >= 0);
            case PLUS -> plus(one, other, budget);
            case MINUS -> minus(one, other, budget);
            case DIVIDE -> divide(one, other, budget);
            case TIMES, MODULO -> {
                if (!one.isNumber() || !other.isNumber()) {
                    throw impossible(operator, one, other);
                }
                yield Numbers.compute(operator, one, other);
            }
        };
    }

    private static int compared(JsonNode one, JsonNode other, Budget budget) {
        if (one.getNodeType() == other.getNodeType()) {
            budget.reading(one);
        }
        return Values.compare(one, other);
    }

    private static JsonNode plus(JsonNode one, JsonNode other, Budget budget) {
        if (one.isNull()) {
            return other;
        }
        if (other.isNull()) {
            return one;
        }
        if (one.isNumber() && other.isNumber()) {
            return Numbers.compute(Operator.PLUS, one, other);
        }
        if (one.isTextual() && other.isTextual()) {
            budget.building((long) one.textValue().length() + other.textValue().length());
            return TextNode.valueOf(one.textValue() + other.textValue());
        }
        if (one.isArray() && other.isArray()) {
            budget.building(one);
            budget.building(other);
            var sum = JsonNodeFactory.instance.arrayNode(one.size() + other.size());
            one.forEach(sum::add);
            other.forEach(sum::add);
            return sum;
        }
        if (one instanceof ObjectNode object && other instanceof ObjectNode added) {
            budget.building(one);
            budget.building(other);
            ObjectNode sum = JsonNodeFactory.instance.objectNode().setAll(object);
            sum.setAll(added);
            return sum;
        }
        throw impossible(Operator.PLUS, one, other);
    }

    private static JsonNode minus(JsonNode one, JsonNode other, Budget budget) {
        if (one.isNumber() && other.isNumber()) {
            return Numbers.compute(Operator.MINUS, one, other);
        }
        if (!one.isArray() || !other.isArray()) {
            throw impossible(Operator.MINUS, one, other);
        }
        var rest = JsonNodeFactory.instance.arrayNode();
        for (var element : one) {
            var kept = true;
            for (var removed : other) {
                kept = kept && compared(element, removed, budget) != 0;
            }
            if (kept) {
                rest.add(budget.building(element));
            }
        }
        return rest;
    }

    private static JsonNode divide(JsonNode one, JsonNode other, Budget budget) {
        if (one.isNumber() && other.isNumber()) {
            return Numbers.compute(Operator.DIVIDE, one, other);
        }
        if (one.isTextual() && other.isTextual()) {
            return Texts.split(one.textValue(), other.textValue(), budget);
        }
        throw impossible(Operator.DIVIDE, one, other);
    }

    private static ProgramErrorException impossible(Operator operator, JsonNode one, JsonNode other) {
        return new ProgramErrorException(
                "'%s' does not go with %s and %s".formatted(operator.symbol(), Values.named(one), Values.named(other)));
    }
}
