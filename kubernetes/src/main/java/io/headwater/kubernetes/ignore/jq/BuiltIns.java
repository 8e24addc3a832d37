package io.headwater.kubernetes.ignore.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The functions that every program can call, by their signature. None of them reads anything but its input and its arguments. */
final class BuiltIns {

    private static final Map<String, BuiltIn> BY_SIGNATURE = new HashMap<>();

    static {
        Flows.addTo(BY_SIGNATURE);
        value("not/0", (in, _) -> BooleanNode.valueOf(!Values.isTrue(in)));
        value("type/0", (in, _) -> TextNode.valueOf(Values.type(in)));
        value("length/0", (in, _) -> Collections.length(in));
        value("tostring/0", (in, budget) -> TextNode.valueOf(Texts.written(in, budget)));
        value("tojson/0", (in, budget) -> TextNode.valueOf(Texts.json(in, budget)));
        value("fromjson/0", (in, budget) -> Texts.parsed(text("fromjson", in), budget));
        value("tonumber/0", (in, _) -> in.isNumber() ? in : number(text("tonumber", in)));
        value("floor/0", (in, _) -> Numbers.of(Math.floor(number("floor", in))));
        value("keys/0", Collections::keys);
        value("keys_unsorted/0", Collections::keys);
        value("to_entries/0", Collections::toEntries);
        value("from_entries/0", Collections::fromEntries);
        value("sort/0", Collections::sorted);
        value("unique/0", Collections::unique);
        value("reverse/0", Collections::reversed);
        value("min/0", (in, budget) -> Collections.edge(in, true, budget));
        value("max/0", (in, budget) -> Collections.edge(in, false, budget));
        value("flatten/0", Collections::flattened);
        change("ascii_downcase/0", BuiltIns::downcase);
        change("ascii_upcase/0", BuiltIns::upcase);
        change("trim/0", String::strip);
        change("ltrim/0", String::stripLeading);
        change("rtrim/0", String::stripTrailing);
        function("has/1", (in, argument, _) -> Collections.has(in, argument));
        function("in/1", (in, argument, _) -> Collections.has(argument, in));
        function(
                "contains/1",
                (in, argument, budget) -> BooleanNode.valueOf(Collections.contains(in, argument, budget)));
        function("inside/1", (in, argument, budget) -> BooleanNode.valueOf(Collections.contains(argument, in, budget)));
        function(
                "startswith/1",
                (in, argument, budget) ->
                        BooleanNode.valueOf(paid(in, "startswith", budget).startsWith(text("startswith", argument))));
        function(
                "endswith/1",
                (in, argument, budget) ->
                        BooleanNode.valueOf(paid(in, "endswith", budget).endsWith(text("endswith", argument))));
        function("ltrimstr/1", (in, argument, budget) -> {
            var trims = in.isTextual() && argument.isTextual() && in.textValue().startsWith(argument.textValue());
            return trims ? built(in.textValue().substring(argument.textValue().length()), budget) : in;
        });
        function("rtrimstr/1", (in, argument, budget) -> {
            var trims = in.isTextual() && argument.isTextual() && in.textValue().endsWith(argument.textValue());
            var length = in.asText().length() - argument.asText().length();
            return trims ? built(in.textValue().substring(0, length), budget) : in;
        });
        function("split/1", (in, argument, budget) -> Texts.split(text("split", in), text("split", argument), budget));
        function(
                "join/1",
                (in, argument, budget) ->
                        TextNode.valueOf(Texts.joined(Collections.list("join", in), text("join", argument), budget)));
        function("index/1", (in, argument, budget) -> Collections.index(in, argument, true, budget));
        function("rindex/1", (in, argument, budget) -> Collections.index(in, argument, false, budget));
        BY_SIGNATURE.put("test/2", BuiltIns::test);
    }

    private BuiltIns() {}

    /** What makes a value of a value and of an argument, which may have several results. */
    @FunctionalInterface
    private interface OfTwo {
        JsonNode apply(JsonNode in, JsonNode argument, Budget budget);
    }

    /** The function of a signature, as {@code has/1}; null if there is none. */
    static @Nullable BuiltIn of(String signature) {
        return BY_SIGNATURE.get(signature);
    }

    /** The signatures of all of them. */
    static Set<String> signatures() {
        return new TreeSet<>(BY_SIGNATURE.keySet());
    }

    private static void value(String signature, BiFunction<JsonNode, Budget, JsonNode> function) {
        BY_SIGNATURE.put(
                signature,
                (evaluation, in, _, _, out) ->
                        out.accept(Located.computed(function.apply(in.value(), evaluation.budget()))));
    }

    private static void change(String signature, java.util.function.UnaryOperator<String> function) {
        value(signature, (in, budget) -> built(function.apply(text(signature, in)), budget));
    }

    private static void function(String signature, OfTwo function) {
        BY_SIGNATURE.put(
                signature,
                (evaluation, in, arguments, variables, out) -> evaluation.evaluate(
                        arguments.getFirst(),
                        in,
                        variables,
                        argument -> out.accept(
                                Located.computed(function.apply(in.value(), argument.value(), evaluation.budget())))));
    }

    private static void test(
            Evaluation evaluation,
            Located in,
            List<Expression> arguments,
            @Nullable Variables variables,
            Consumer<Located> out) {
        evaluation.evaluatePairs(arguments, in, variables, (expression, flags) -> {
            var options = flags.isNull() ? "" : text("test", flags);
            out.accept(Evaluation.truth(
                    Texts.matches(text("test", in.value()), text("test", expression), options, evaluation.budget())));
        });
    }

    private static JsonNode built(String text, Budget budget) {
        budget.building(text.length());
        return TextNode.valueOf(text);
    }

    private static String paid(JsonNode in, String function, Budget budget) {
        var text = text(function, in);
        budget.step();
        return text;
    }

    static String text(String function, JsonNode value) {
        if (!value.isTextual()) {
            throw new ProgramErrorException("%s takes strings, and not %s".formatted(function, Values.named(value)));
        }
        return value.textValue();
    }

    private static double number(String function, JsonNode value) {
        if (!value.isNumber()) {
            throw new ProgramErrorException("%s takes numbers, and not %s".formatted(function, Values.named(value)));
        }
        return value.doubleValue();
    }

    private static JsonNode number(String text) {
        try {
            var sign = text.startsWith("-") ? 1 : 0;
            if (text.length() == sign || !Character.isDigit(text.charAt(text.length() - 1))) {
                throw new NumberFormatException();
            }
            return sign == 0 ? Numbers.parse(text) : Numbers.of(Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            throw new ProgramErrorException("a string is no number");
        }
    }

    private static String downcase(String text) {
        return mapped(text, 'A', 'Z', 'a' - 'A');
    }

    private static String upcase(String text) {
        return mapped(text, 'a', 'z', 'A' - 'a');
    }

    private static String mapped(String text, char from, char to, int distance) {
        var mapped = new StringBuilder(text);
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character >= from && character <= to) {
                mapped.setCharAt(i, (char) (character + distance));
            }
        }
        return mapped.toString();
    }
}
