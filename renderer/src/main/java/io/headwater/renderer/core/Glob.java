package io.headwater.renderer.core;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A pattern for paths as Argo CD's {@code include} and {@code exclude} have it: {@code *} stands for anything, slashes too, {@code ?} for one
 * character, {@code [a-z]} and {@code [!a-z]} for one of a set, and <code>{a,b}</code> for one of several patterns; a backslash takes the next
 * character as it is.
 *
 * <p>Matching takes time in proportion to the lengths of pattern and text, whatever they are.
 *
 * @see <a href="https://github.com/gobwas/glob">gobwas/glob, which Argo CD uses without separators</a>
 */
final class Glob {

    private static final int LONGEST = 4096;
    private static final int DEEPEST = 16;

    private sealed interface Token {
        record Literal(char character) implements Token {}

        record AnyOne() implements Token {}

        record AnyMany() implements Token {}

        record OneOf(List<Range> ranges, boolean negated) implements Token {}

        record Either(List<List<Token>> patterns) implements Token {}
    }

    private record Range(char from, char to) {}

    private final List<Token> tokens;

    private Glob(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** @throws IllegalArgumentException if it is no pattern; the message is for the user */
    static Glob compile(String pattern) {
        if (pattern.length() > LONGEST) {
            throw new IllegalArgumentException("is longer than " + LONGEST + " characters");
        }
        var parser = new Parser(pattern);
        var tokens = parser.sequence(0);
        if (!parser.atEnd()) {
            throw new IllegalArgumentException("has a } without its {");
        }
        return new Glob(tokens);
    }

    boolean matches(String text) {
        var start = new BitSet();
        start.set(0);
        return run(tokens, start, text).get(text.length());
    }

    /** The places up to which the tokens can have read the text, when they began at one of the given places. */
    private static BitSet run(List<Token> tokens, BitSet places, String text) {
        var current = places;
        for (var token : tokens) {
            if (current.isEmpty()) {
                return current;
            }
            current = step(token, current, text);
        }
        return current;
    }

    private static BitSet step(Token token, BitSet places, String text) {
        var next = new BitSet();
        switch (token) {
            case Token.AnyMany() -> next.set(places.nextSetBit(0), text.length() + 1);
            case Token.Either(var patterns) -> patterns.forEach(pattern -> next.or(run(pattern, places, text)));
            case Token.AnyOne _, Token.Literal _, Token.OneOf _ ->
                places.stream()
                        .filter(place -> place < text.length() && accepts(token, text.charAt(place)))
                        .forEach(place -> next.set(place + 1));
        }
        return next;
    }

    private static boolean accepts(Token token, char character) {
        return switch (token) {
            case Token.Literal(var wanted) -> wanted == character;
            case Token.OneOf(var ranges, var negated) ->
                negated != ranges.stream().anyMatch(range -> range.from() <= character && character <= range.to());
            case Token.AnyOne _, Token.AnyMany _, Token.Either _ -> true;
        };
    }

    private static final class Parser {
        private final String pattern;
        private int position;

        Parser(String pattern) {
            this.pattern = pattern;
        }

        boolean atEnd() {
            return position == pattern.length();
        }

        List<Token> sequence(int depth) {
            var tokens = new ArrayList<Token>();
            while (!atEnd()) {
                var character = pattern.charAt(position);
                if (character == '}' || depth > 0 && character == ',') {
                    break;
                }
                position++;
                tokens.add(
                        switch (character) {
                            case '*' -> new Token.AnyMany();
                            case '?' -> new Token.AnyOne();
                            case '[' -> set();
                            case '{' -> alternatives(depth + 1);
                            case '\\' -> new Token.Literal(next("has nothing after its last \\"));
                            default -> new Token.Literal(character);
                        });
            }
            return tokens;
        }

        private Token alternatives(int depth) {
            if (depth > DEEPEST) {
                throw new IllegalArgumentException("nests { deeper than " + DEEPEST);
            }
            var patterns = new ArrayList<List<Token>>();
            do {
                patterns.add(sequence(depth));
            } while (next("has a { without its }") == ',');
            return new Token.Either(patterns);
        }

        private Token set() {
            var missing = "has a [ without its ]";
            var negated = !atEnd() && pattern.charAt(position) == '!';
            position += negated ? 1 : 0;
            var ranges = new ArrayList<Range>();
            for (var from = next(missing); from != ']' || ranges.isEmpty(); from = next(missing)) {
                var first = from == '\\' ? next(missing) : from;
                var last = first;
                if (position + 1 < pattern.length()
                        && pattern.charAt(position) == '-'
                        && pattern.charAt(position + 1) != ']') {
                    position++;
                    last = next(missing);
                }
                ranges.add(new Range(first, last));
            }
            return new Token.OneOf(ranges, negated);
        }

        private char next(String complaint) {
            if (atEnd()) {
                throw new IllegalArgumentException(complaint);
            }
            return pattern.charAt(position++);
        }
    }
}
