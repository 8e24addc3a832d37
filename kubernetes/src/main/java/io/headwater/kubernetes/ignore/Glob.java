package io.headwater.kubernetes.ignore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern of Argo CD without separators: {@code *} stands for any characters, dots and slashes among them, {@code ?} for one, {@code [a-c]} and {@code [!abc]}
 * for one of a set, {@code {a,b}} for one of several patterns, and a backslash takes the meaning from what follows.
 *
 * @see <a href="https://github.com/gobwas/glob">The library whose patterns Argo CD takes</a>
 */
public final class Glob {

    /** Longer than any group, kind or server anybody matches; what it costs to match grows with it. */
    static final int MOST_CHARACTERS = 1024;

    private static final int MOST_ALTERNATIVES = 64;

    private final String pattern;
    private final List<List<Token>> alternatives;

    /** Whether every character stands for itself, as in most patterns. */
    private final boolean isPlain;

    private sealed interface Token {
        record Any() implements Token {}

        record One() implements Token {}

        record Exactly(int point) implements Token {}

        /** One of a set, given by pairs of the first and the last character of a range. */
        record OneOf(boolean negated, List<int[]> ranges) implements Token {}
    }

    private Glob(String pattern, List<List<Token>> alternatives) {
        this.pattern = pattern;
        this.alternatives = alternatives;
        this.isPlain = pattern.chars().noneMatch(character -> "*?[{\\".indexOf(character) >= 0);
    }

    /** A pattern; empty if it is malformed. */
    public static Optional<Glob> of(String pattern) {
        if (pattern.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            var alternatives = new ArrayList<List<Token>>();
            for (var alternative : new Braces(pattern).expanded()) {
                alternatives.add(tokens(alternative));
            }
            return Optional.of(new Glob(pattern, List.copyOf(alternatives)));
        } catch (MalformedGlobException malformed) {
            return Optional.empty();
        }
    }

    /** Whether the whole text is as the pattern says. */
    public boolean matches(String text) {
        if (isPlain) {
            return pattern.equals(text);
        }
        if (pattern.equals("*")) {
            return true;
        }
        var points = text.codePoints().toArray();
        return alternatives.stream().anyMatch(tokens -> matches(tokens, points));
    }

    /** Goes through the text once, and remembers how far every part of the pattern got: no text takes longer than its length times the pattern's. */
    private static boolean matches(List<Token> tokens, int[] text) {
        var reached = new boolean[tokens.size() + 1];
        reached[0] = true;
        passAny(tokens, reached);
        for (var point : text) {
            for (var i = tokens.size(); i > 0; i--) {
                var token = tokens.get(i - 1);
                reached[i] = (reached[i - 1] && isOne(token, point)) || (reached[i] && token instanceof Token.Any);
            }
            reached[0] = false;
            passAny(tokens, reached);
        }
        return reached[tokens.size()];
    }

    private static void passAny(List<Token> tokens, boolean[] reached) {
        for (var i = 0; i < tokens.size(); i++) {
            reached[i + 1] |= reached[i] && tokens.get(i) instanceof Token.Any;
        }
    }

    private static boolean isOne(Token token, int point) {
        return switch (token) {
            case Token.Any() -> true;
            case Token.One() -> true;
            case Token.Exactly(var expected) -> expected == point;
            case Token.OneOf(var negated, var ranges) ->
                negated != ranges.stream().anyMatch(range -> range[0] <= point && point <= range[1]);
        };
    }

    private static List<Token> tokens(String pattern) throws MalformedGlobException {
        var tokens = new ArrayList<Token>();
        var points = pattern.codePoints().toArray();
        for (var i = 0; i < points.length; i++) {
            switch (points[i]) {
                case '*' -> tokens.add(new Token.Any());
                case '?' -> tokens.add(new Token.One());
                case '[' -> {
                    var end = endOfSet(points, i);
                    tokens.add(set(points, i + 1, end));
                    i = end;
                }
                case '\\' -> {
                    if (++i == points.length) {
                        throw new MalformedGlobException();
                    }
                    tokens.add(new Token.Exactly(points[i]));
                }
                default -> tokens.add(new Token.Exactly(points[i]));
            }
        }
        return List.copyOf(tokens);
    }

    private static int endOfSet(int[] points, int start) throws MalformedGlobException {
        for (var i = start + 2; i < points.length; i++) {
            if (points[i] == ']') {
                return i;
            }
        }
        throw new MalformedGlobException();
    }

    private static Token set(int[] points, int start, int end) {
        var negated = points[start] == '!';
        var ranges = new ArrayList<int[]>();
        for (var i = negated ? start + 1 : start; i < end; i++) {
            if (i + 2 < end && points[i + 1] == '-') {
                ranges.add(new int[] {points[i], points[i + 2]});
                i += 2;
            } else {
                ranges.add(new int[] {points[i], points[i]});
            }
        }
        return new Token.OneOf(negated, List.copyOf(ranges));
    }

    /** Writes a pattern out without braces. */
    private record Braces(String pattern) {

        List<String> expanded() throws MalformedGlobException {
            var open = find('{', 0);
            if (open < 0) {
                return List.of(pattern);
            }
            var expanded = new ArrayList<String>();
            var start = open + 1;
            var depth = 1;
            for (var i = start; i < pattern.length(); i++) {
                var character = pattern.charAt(i);
                if (character == '\\') {
                    i++;
                } else if (character == '{') {
                    depth++;
                } else if (character == '}') {
                    depth--;
                }
                if (depth == 0 || (depth == 1 && character == ',')) {
                    expanded.add(pattern.substring(start, i));
                    start = i + 1;
                }
                if (depth == 0) {
                    return withEnds(pattern.substring(0, open), expanded, pattern.substring(i + 1));
                }
            }
            throw new MalformedGlobException();
        }

        private static List<String> withEnds(String before, List<String> choices, String after)
                throws MalformedGlobException {
            var all = new ArrayList<String>();
            for (var choice : choices) {
                all.addAll(new Braces(before + choice + after).expanded());
                if (all.size() > MOST_ALTERNATIVES) {
                    throw new MalformedGlobException();
                }
            }
            return all;
        }

        private int find(char wanted, int from) {
            for (var i = from; i < pattern.length(); i++) {
                if (pattern.charAt(i) == '\\') {
                    i++;
                } else if (pattern.charAt(i) == wanted) {
                    return i;
                }
            }
            return -1;
        }
    }

    private static final class MalformedGlobException extends Exception {

        private static final long serialVersionUID = 1;

        MalformedGlobException() {
            super(null, null, false, false);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && pattern.equals(glob.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    /** The pattern as it is written. */
    @Override
    public String toString() {
        return pattern;
    }
}
