package io.headwater.kubernetes.ignore.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Functions that decide how often and with what their arguments are evaluated. What they give has a place where their arguments' results have. */
final class Flows {

    private Flows() {}

    static void addTo(Map<String, BuiltIn> functions) {
        functions.put("empty/0", (_, _, _, _, _) -> {});
        functions.put(
                "error/1",
                (evaluation, in, arguments, variables, _) ->
                        evaluation.evaluate(arguments.getFirst(), in, variables, message -> {
                            throw ProgramErrorException.of(message.value());
                        }));
        functions.put(
                "any/2",
                (evaluation, in, arguments, variables, out) ->
                        out.accept(Evaluation.truth(isFound(true, evaluation, in, arguments, variables))));
        functions.put(
                "all/2",
                (evaluation, in, arguments, variables, out) ->
                        out.accept(Evaluation.truth(!isFound(false, evaluation, in, arguments, variables))));
        functions.put("isempty/1", (evaluation, in, arguments, variables, out) -> {
            var found = new boolean[1];
            evaluation.some(arguments.getFirst(), in, variables, _ -> {
                found[0] = true;
                return false;
            });
            out.accept(Evaluation.truth(!found[0]));
        });
        functions.put(
                "first/1",
                (evaluation, in, arguments, variables, out) ->
                        limited(1, evaluation, arguments.getFirst(), in, variables, out));
        functions.put("last/1", Flows::last);
        functions.put(
                "limit/2",
                (evaluation, in, arguments, variables, out) -> evaluation.evaluate(
                        arguments.getFirst(),
                        in,
                        variables,
                        count -> limited(number(count.value()), evaluation, arguments.get(1), in, variables, out)));
        functions.put("range/2", Flows::range);
        functions.put("recurse/1", Flows::recurse);
        functions.put("until/2", Flows::until);
        functions.put("while/2", Flows::during);
        functions.put(
                "getpath/1",
                (evaluation, in, arguments, variables, out) -> evaluation.evaluate(
                        arguments.getFirst(),
                        in,
                        variables,
                        path -> out.accept(at(in, Collections.list("getpath", path.value()), evaluation.budget()))));
    }

    private static boolean isFound(
            boolean wanted,
            Evaluation evaluation,
            Located in,
            List<Expression> arguments,
            @Nullable Variables variables) {
        var found = new boolean[1];
        evaluation.some(new Expression.Pipe(arguments.getFirst(), arguments.get(1)), in, variables, result -> {
            found[0] = Values.isTrue(result.value()) == wanted;
            return !found[0];
        });
        return found[0];
    }

    /** Results are given on after the last one was taken, so that what fails behind them is none of the argument's failures. */
    private static void limited(
            double count,
            Evaluation evaluation,
            Expression generator,
            Located in,
            @Nullable Variables variables,
            Consumer<Located> out) {
        if (count < 1) {
            return;
        }
        var taken = new ArrayDeque<Located>();
        evaluation.some(generator, in, variables, result -> {
            evaluation.budget().building(1);
            taken.add(result);
            return taken.size() < count;
        });
        taken.forEach(out);
    }

    private static void last(
            Evaluation evaluation,
            Located in,
            List<Expression> arguments,
            @Nullable Variables variables,
            Consumer<Located> out) {
        var last = new Located[1];
        evaluation.evaluate(arguments.getFirst(), in, variables, result -> last[0] = result);
        if (last[0] != null) {
            out.accept(Located.computed(last[0].value()));
        }
    }

    private static void range(
            Evaluation evaluation,
            Located in,
            List<Expression> arguments,
            @Nullable Variables variables,
            Consumer<Located> out) {
        evaluation.evaluatePairs(arguments, in, variables, (start, end) -> {
            var to = number(end);
            for (var at = number(start); at < to; at++) {
                evaluation.budget().step();
                out.accept(Located.computed(Numbers.of(at)));
            }
        });
    }

    private static void recurse(
            Evaluation evaluation,
            Located in,
            List<Expression> arguments,
            @Nullable Variables variables,
            Consumer<Located> out) {
        var open = new ArrayDeque<Located>();
        open.push(in);
        while (!open.isEmpty()) {
            var value = open.pop();
            out.accept(value);
            evaluation.all(arguments.getFirst(), value, variables).reversed().forEach(open::push);
        }
    }

    private static void until(
            Evaluation evaluation,
            Located in,
            List<Expression> arguments,
            @Nullable Variables variables,
            Consumer<Located> out) {
        var value = in;
        while (!isTrue(evaluation, arguments.getFirst(), value, variables)) {
            value = only("until", evaluation.all(arguments.get(1), value, variables));
        }
        out.accept(value);
    }

    private static void during(
            Evaluation evaluation,
            Located in,
            List<Expression> arguments,
            @Nullable Variables variables,
            Consumer<Located> out) {
        var value = in;
        while (isTrue(evaluation, arguments.getFirst(), value, variables)) {
            out.accept(value);
            value = only("while", evaluation.all(arguments.get(1), value, variables));
        }
    }

    private static boolean isTrue(
            Evaluation evaluation, Expression condition, Located in, @Nullable Variables variables) {
        return Values.isTrue(
                only("a condition", evaluation.all(condition, in, variables)).value());
    }

    private static Located only(String where, List<Located> results) {
        if (results.size() != 1) {
            throw new ProgramErrorException(where + " needs one result, and not " + results.size());
        }
        return results.getFirst();
    }

    private static Located at(Located in, JsonNode path, Budget budget) {
        var at = in;
        for (var key : path) {
            budget.step();
            at = Access.at(at, key);
        }
        return at;
    }

    private static double number(JsonNode value) {
        if (!value.isNumber()) {
            throw new ProgramErrorException("a number is expected, and not " + Values.named(value));
        }
        return value.doubleValue();
    }
}
