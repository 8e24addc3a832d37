package io.headwater.kubernetes.ignore.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program or a part of one. Each takes a value and gives any number of them. */
sealed interface Expression {

    /** {@code .} */
    record Identity() implements Expression {}

    /** {@code ..} */
    record Everything() implements Expression {}

    record Literal(JsonNode value) implements Expression {}

    /** {@code "a \(.b)"} */
    record Interpolation(List<Expression> parts) implements Expression {}

    record Variable(String name) implements Expression {}

    /** {@code .name}, {@code .[0]}, {@code .[$key]} */
    record At(Expression of, Expression key) implements Expression {}

    /** {@code .[1:3]} */
    record Slice(
            Expression of,
            @Nullable Expression from,
            @Nullable Expression to) implements Expression {}

    /** {@code .[]} */
    record Elements(Expression of) implements Expression {}

    /** {@code try body catch handler}, {@code body?} */
    record Try(Expression body, @Nullable Expression handler) implements Expression {}

    record Pipe(Expression first, Expression then) implements Expression {}

    record Comma(Expression first, Expression second) implements Expression {}

    /** {@code first // second} */
    record Alternative(Expression first, Expression second) implements Expression {}

    record And(Expression first, Expression second) implements Expression {}

    record Or(Expression first, Expression second) implements Expression {}

    record Operation(Operator operator, Expression first, Expression second) implements Expression {}

    record ListOf(@Nullable Expression elements) implements Expression {}

    record ObjectOf(List<Entry> entries) implements Expression {}

    /** An entry of an object that is built. */
    record Entry(Expression key, Expression value) {}

    record If(Expression condition, Expression then, Expression otherwise) implements Expression {}

    /** {@code source as pattern | body} */
    record Bind(Expression source, Pattern pattern, Expression body) implements Expression {}

    record Reduce(Expression source, Pattern pattern, Expression start, Expression update) implements Expression {}

    record Foreach(Expression source, Pattern pattern, Expression start, Expression update, Expression extract)
            implements Expression {}

    record Call(BuiltIn function, List<Expression> arguments) implements Expression {}

    /** {@code expression?}: of a way to a part, only the last step is tried, and {@code .a[].b?} goes on with the next element of a. */
    static Expression optional(Expression expression) {
        return switch (expression) {
            case At(var of, var key) -> new Pipe(of, new Try(new At(new Identity(), key), null));
            case Slice(var of, var from, var to) -> new Pipe(of, new Try(new Slice(new Identity(), from, to), null));
            case Elements(var of) -> new Pipe(of, new Try(new Elements(new Identity()), null));
            default -> new Try(expression, null);
        };
    }

    /** What variables are taken from. */
    sealed interface Pattern {

        record Name(String name) implements Pattern {}

        record Items(List<Pattern> patterns) implements Pattern {}

        record Fields(List<Field> fields) implements Pattern {}

        /**
         * A field whose value is taken apart.
         *
         * @param variable what gets the whole value; null for none
         */
        record Field(
                Expression key,
                @Nullable String variable,
                @Nullable Pattern pattern) {}
    }
}
