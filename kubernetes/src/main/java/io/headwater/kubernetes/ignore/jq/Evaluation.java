package io.headwater.kubernetes.ignore.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One run of a program. Not thread-safe. */
final class Evaluation {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Budget budget;

    Evaluation(Budget budget) {
        this.budget = budget;
    }

    Budget budget() {
        return budget;
    }

    /** Gives each result of the first argument together with each of the second, which changes more slowly. */
    void evaluatePairs(
            List<Expression> arguments, Located in, @Nullable Variables variables, BiConsumer<JsonNode, JsonNode> out) {
        evaluate(
                arguments.get(1),
                in,
                variables,
                second -> evaluate(
                        arguments.getFirst(), in, variables, first -> out.accept(first.value(), second.value())));
    }

    /** Gives every result to {@code out} as soon as it is there. */
    void evaluate(Expression expression, Located in, @Nullable Variables variables, Consumer<Located> out) {
        budget.step();
        budget.enter();
        switch (expression) {
            case Expression.Identity _ -> out.accept(in);
            case Expression.Everything _ -> everything(in, out);
            case Expression.Literal(var value) -> out.accept(Located.computed(value));
            case Expression.Interpolation(var parts) -> interpolate(parts, 0, "", in, variables, out);
            case Expression.Variable(var name) -> out.accept(Located.computed(Variables.value(variables, name)));
            case Expression.At at ->
                evaluate(
                        at.key(),
                        in,
                        variables,
                        key -> evaluate(at.of(), in, variables, of -> out.accept(Access.at(of, key.value()))));
            case Expression.Slice slice -> slice(slice, in, variables, out);
            case Expression.Elements(var of) ->
                evaluate(of, in, variables, container -> Access.elements(container, budget, out));
            case Expression.Try attempt -> attempt(attempt, in, variables, out);
            case Expression.Pipe(var first, var then) ->
                evaluate(first, in, variables, value -> evaluate(then, value, variables, out));
            case Expression.Comma(var first, var second) -> {
                evaluate(first, in, variables, out);
                evaluate(second, in, variables, out);
            }
            case Expression.Alternative(var first, var second) -> alternative(first, second, in, variables, out);
            case Expression.And(var first, var second) ->
                evaluate(first, in, variables, one -> {
                    if (Values.isTrue(one.value())) {
                        evaluate(second, in, variables, other -> out.accept(truth(Values.isTrue(other.value()))));
                    } else {
                        out.accept(truth(false));
                    }
                });
            case Expression.Or(var first, var second) ->
                evaluate(first, in, variables, one -> {
                    if (Values.isTrue(one.value())) {
                        out.accept(truth(true));
                    } else {
                        evaluate(second, in, variables, other -> out.accept(truth(Values.isTrue(other.value()))));
                    }
                });
            case Expression.Operation(var operator, var first, var second) ->
                evaluate(
                        second,
                        in,
                        variables,
                        other -> evaluate(
                                first,
                                in,
                                variables,
                                one -> out.accept(Located.computed(
                                        Operations.compute(operator, one.value(), other.value(), budget)))));
            case Expression.ListOf(var elements) -> out.accept(Located.computed(list(elements, in, variables)));
            case Expression.ObjectOf(var entries) -> object(entries, 0, NODES.objectNode(), in, variables, out);
            case Expression.If(var condition, var then, var otherwise) ->
                evaluate(
                        condition,
                        in,
                        variables,
                        truth -> evaluate(Values.isTrue(truth.value()) ? then : otherwise, in, variables, out));
            case Expression.Bind(var source, var pattern, var body) ->
                evaluate(
                        source,
                        in,
                        variables,
                        value -> bind(pattern, value.value(), variables, bound -> evaluate(body, in, bound, out)));
            case Expression.Reduce reduce -> reduce(reduce, in, variables, out);
            case Expression.Foreach foreach -> foreach(foreach, in, variables, out);
            case Expression.Call(var function, var arguments) -> function.call(this, in, arguments, variables, out);
        }
        budget.leave();
    }

    /** All results at once. */
    List<Located> all(Expression expression, Located in, @Nullable Variables variables) {
        var results = new ArrayList<Located>();
        evaluate(expression, in, variables, result -> {
            budget.building(1);
            results.add(result);
        });
        return results;
    }

    /** Gives results to {@code take} until that returns false, and then goes on behind the expression. */
    void some(Expression expression, Located in, @Nullable Variables variables, Predicate<Located> take) {
        var depth = budget.depth();
        var enough = new EnoughException();
        try {
            evaluate(expression, in, variables, result -> {
                if (!take.test(result)) {
                    throw enough;
                }
            });
        } catch (EnoughException thrown) {
            if (thrown != enough) {
                throw thrown;
            }
            budget.backTo(depth);
        }
    }

    /** A value and all that it holds, itself first. */
    private void everything(Located in, Consumer<Located> out) {
        var open = new ArrayDeque<Located>();
        open.push(in);
        while (!open.isEmpty()) {
            var value = open.pop();
            budget.step();
            out.accept(value);
            if (value.value().isContainerNode()) {
                var parts = new ArrayList<Located>();
                Access.elements(value, budget, parts::add);
                parts.reversed().forEach(open::push);
            }
        }
    }

    /** Results are kept back until the body is at its end: what fails behind it is not its failure. */
    private void attempt(Expression.Try attempt, Located in, @Nullable Variables variables, Consumer<Located> out) {
        var results = new ArrayList<Located>();
        var error = tried(attempt.body(), in, variables, results::add);
        results.forEach(out);
        if (error != null && attempt.handler() != null) {
            evaluate(attempt.handler(), Located.computed(error.value()), variables, out);
        }
    }

    /** The error with which an expression ends, or null. */
    private @Nullable ProgramErrorException tried(
            Expression body, Located in, @Nullable Variables variables, Consumer<Located> out) {
        var depth = budget.depth();
        try {
            evaluate(body, in, variables, result -> {
                budget.building(1);
                out.accept(result);
            });
            return null;
        } catch (ProgramErrorException error) {
            budget.backTo(depth);
            return error;
        }
    }

    private void alternative(
            Expression first, Expression second, Located in, @Nullable Variables variables, Consumer<Located> out) {
        var found = new ArrayList<Located>();
        tried(first, in, variables, result -> {
            if (Values.isTrue(result.value())) {
                found.add(result);
            }
        });
        if (found.isEmpty()) {
            evaluate(second, in, variables, out);
        } else {
            found.forEach(out);
        }
    }

    private void slice(Expression.Slice slice, Located in, @Nullable Variables variables, Consumer<Located> out) {
        bound(
                slice.to(),
                in,
                variables,
                to -> bound(
                        slice.from(),
                        in,
                        variables,
                        from -> evaluate(
                                slice.of(), in, variables, of -> out.accept(Access.slice(of, from, to, budget)))));
    }

    private void bound(@Nullable Expression bound, Located in, @Nullable Variables variables, Consumer<JsonNode> out) {
        if (bound == null) {
            out.accept(NullNode.getInstance());
        } else {
            evaluate(bound, in, variables, value -> out.accept(value.value()));
        }
    }

    private void interpolate(
            List<Expression> parts,
            int next,
            String text,
            Located in,
            @Nullable Variables variables,
            Consumer<Located> out) {
        if (next == parts.size()) {
            out.accept(Located.computed(TextNode.valueOf(text)));
            return;
        }
        evaluate(parts.get(next), in, variables, part -> {
            var written = Texts.written(part.value(), budget);
            budget.building((long) text.length() + written.length());
            interpolate(parts, next + 1, text + written, in, variables, out);
        });
    }

    private ArrayNode list(@Nullable Expression elements, Located in, @Nullable Variables variables) {
        var list = NODES.arrayNode();
        if (elements != null) {
            evaluate(elements, in, variables, element -> list.add(budget.building(element.value())));
        }
        return list;
    }

    private void object(
            List<Expression.Entry> entries,
            int next,
            ObjectNode object,
            Located in,
            @Nullable Variables variables,
            Consumer<Located> out) {
        if (next == entries.size()) {
            out.accept(Located.computed(object));
            return;
        }
        var entry = entries.get(next);
        evaluate(entry.key(), in, variables, key -> {
            if (!key.value().isTextual()) {
                throw new ProgramErrorException(Values.named(key.value()) + " cannot be the key of an object");
            }
            evaluate(entry.value(), in, variables, value -> {
                budget.building(object.size() + 1);
                ObjectNode extended = NODES.objectNode().setAll(object);
                extended.set(key.value().textValue(), budget.building(value.value()));
                object(entries, next + 1, extended, in, variables, out);
            });
        });
    }

    /** As in gojq, what is reduced is from nowhere in the tree; nor is what {@code foreach} and {@code last} give. */
    private void reduce(Expression.Reduce reduce, Located in, @Nullable Variables variables, Consumer<Located> out) {
        evaluate(reduce.start(), in, variables, start -> {
            var state = new Located[] {start};
            evaluate(
                    reduce.source(),
                    in,
                    variables,
                    item -> bind(reduce.pattern(), item.value(), variables, bound -> {
                        var before = state[0];
                        state[0] = Located.computed(NullNode.getInstance());
                        evaluate(reduce.update(), before, bound, after -> state[0] = after);
                    }));
            out.accept(Located.computed(state[0].value()));
        });
    }

    private void foreach(Expression.Foreach foreach, Located in, @Nullable Variables variables, Consumer<Located> out) {
        evaluate(foreach.start(), in, variables, start -> {
            var state = new Located[] {start};
            evaluate(
                    foreach.source(),
                    in,
                    variables,
                    item -> bind(
                            foreach.pattern(),
                            item.value(),
                            variables,
                            bound -> evaluate(foreach.update(), state[0], bound, after -> {
                                state[0] = after;
                                evaluate(foreach.extract(), Located.computed(after.value()), bound, out);
                            })));
        });
    }

    private void bind(
            Expression.Pattern pattern,
            JsonNode value,
            @Nullable Variables variables,
            Consumer<@Nullable Variables> out) {
        budget.step();
        switch (pattern) {
            case Expression.Pattern.Name(var name) -> out.accept(new Variables(variables, name, value));
            case Expression.Pattern.Items(var patterns) -> bindItems(patterns, 0, value, variables, out);
            case Expression.Pattern.Fields(var fields) -> bindFields(fields, 0, value, variables, out);
        }
    }

    private void bindItems(
            List<Expression.Pattern> patterns,
            int next,
            JsonNode value,
            @Nullable Variables variables,
            Consumer<@Nullable Variables> out) {
        if (next == patterns.size()) {
            out.accept(variables);
            return;
        }
        var item = Access.at(Located.computed(value), NODES.numberNode(next)).value();
        bind(patterns.get(next), item, variables, bound -> bindItems(patterns, next + 1, value, bound, out));
    }

    private void bindFields(
            List<Expression.Pattern.Field> fields,
            int next,
            JsonNode value,
            @Nullable Variables variables,
            Consumer<@Nullable Variables> out) {
        if (next == fields.size()) {
            out.accept(variables);
            return;
        }
        var field = fields.get(next);
        evaluate(field.key(), Located.computed(value), variables, key -> {
            var part = Access.at(Located.computed(value), key.value()).value();
            var named = field.variable() == null ? variables : new Variables(variables, field.variable(), part);
            if (field.pattern() == null) {
                bindFields(fields, next + 1, value, named, out);
            } else {
                bind(field.pattern(), part, named, bound -> bindFields(fields, next + 1, value, bound, out));
            }
        });
    }

    static Located truth(boolean value) {
        return Located.computed(BooleanNode.valueOf(value));
    }

    /** Leaves an expression of which no more results are wanted. */
    private static final class EnoughException extends RuntimeException {

        private static final long serialVersionUID = 1;

        EnoughException() {
            super(null, null, false, false);
        }
    }
}
