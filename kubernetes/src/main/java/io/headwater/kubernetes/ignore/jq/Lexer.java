package io.headwater.kubernetes.ignore.jq;

import io.headwater.kubernetes.ignore.jq.Token.Kind;
import io.headwater.kubernetes.ignore.jq.Token.Part;
import java.util.ArrayList;
import java.util.List;

/** Divides a program into its words. */
final class Lexer {

    private static final List<String> SYMBOLS = List.of(
            "?//", "//=", "?", "|=", "+=", "-=", "*=", "/=", "%=", "==", "!=", "<=", ">=", "//", "..", "|", ",", "=",
            "<", ">", "+", "-", "*", "/", "%", ".", "[", "]", "(", ")", "{", "}", ":", ";");
    private static final int DEEPEST_TEXT = 20;

    private final String program;
    private int next;
    private int texts;

    private Lexer(String program) {
        this.program = program;
    }

    static List<Token> tokens(String program) throws MalformedProgramException {
        var lexer = new Lexer(program);
        var tokens = lexer.tokens();
        if (lexer.next < program.length()) {
            throw new MalformedProgramException("there is a ')' too many at character " + (lexer.next + 1));
        }
        return tokens;
    }

    /** The words up to the end, or to a parenthesis that was not opened. */
    private List<Token> tokens() throws MalformedProgramException {
        var tokens = new ArrayList<Token>();
        var open = 0;
        for (skipSpace(); next < program.length(); skipSpace()) {
            var character = program.charAt(next);
            open += character == '(' ? 1 : 0;
            if (character == ')' && --open < 0) {
                break;
            }
            tokens.add(token(character));
        }
        tokens.add(new Token(Kind.END, "", next));
        return tokens;
    }

    private Token token(char character) throws MalformedProgramException {
        var start = next;
        if (character == '"') {
            return text();
        }
        if (isDigit(character) || (character == '.' && isDigit(peek(1)))) {
            return new Token(Kind.NUMBER, number(), start);
        }
        if (isStart(character)) {
            return new Token(Kind.NAME, name(), start);
        }
        if (isStart(peek(1)) && (character == '.' || character == '$' || character == '@')) {
            next++;
            var kind = character == '.' ? Kind.FIELD : character == '$' ? Kind.VARIABLE : Kind.FORMAT;
            return new Token(kind, name(), start);
        }
        for (var symbol : SYMBOLS) {
            if (program.startsWith(symbol, next)) {
                next += symbol.length();
                return new Token(Kind.SYMBOL, symbol, start);
            }
        }
        throw new MalformedProgramException("'%s' at character %d means nothing"
                .formatted(Character.toString(program.codePointAt(next)), next + 1));
    }

    private void skipSpace() {
        while (next < program.length()) {
            var character = program.charAt(next);
            if (character == '#') {
                var end = program.indexOf('\n', next);
                next = end < 0 ? program.length() : end;
            } else if (Character.isWhitespace(character)) {
                next++;
            } else {
                return;
            }
        }
    }

    private String name() {
        var start = next;
        while (isStart(peek(0)) || isDigit(peek(0))) {
            next++;
        }
        return program.substring(start, next);
    }

    private String number() {
        var start = next;
        digits();
        if (peek(0) == '.') {
            next++;
            digits();
        }
        var sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        if ((peek(0) == 'e' || peek(0) == 'E') && isDigit(peek(1 + sign))) {
            next += 1 + sign;
            digits();
        }
        return program.substring(start, next);
    }

    private void digits() {
        while (isDigit(peek(0))) {
            next++;
        }
    }

    private Token text() throws MalformedProgramException {
        var start = next++;
        if (++texts > DEEPEST_TEXT) {
            throw new MalformedProgramException("texts are nested more than %d levels".formatted(DEEPEST_TEXT));
        }
        var parts = new ArrayList<Part>();
        var characters = new StringBuilder();
        while (peek(0) != '"') {
            if (next >= program.length()) {
                throw new MalformedProgramException("the text at character %d has no end".formatted(start + 1));
            }
            if (peek(0) == '\\' && peek(1) == '(') {
                parts.add(new Part.Characters(characters.toString()));
                characters.setLength(0);
                parts.add(inserted());
            } else {
                characters.append(character());
            }
        }
        next++;
        texts--;
        parts.add(new Part.Characters(characters.toString()));
        return new Token(Kind.TEXT, "", start, List.copyOf(parts));
    }

    private Part inserted() throws MalformedProgramException {
        next += 2;
        var tokens = tokens();
        if (peek(0) != ')') {
            throw new MalformedProgramException("a '\\(' has no ')'");
        }
        next++;
        return new Part.Inserted(List.copyOf(tokens));
    }

    private char character() throws MalformedProgramException {
        var character = program.charAt(next++);
        if (character != '\\') {
            return character;
        }
        var escape = peek(0);
        next++;
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default ->
                throw new MalformedProgramException(
                        "a text has an unknown escape at character %d; a backslash itself is written \\\\"
                                .formatted(next - 1));
        };
    }

    private char unicode() throws MalformedProgramException {
        try {
            var code = Integer.parseInt(program, next, next + 4, 16);
            next += 4;
            return (char) code;
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new MalformedProgramException("\\u at character %d lacks its four digits".formatted(next - 1));
        }
    }

    /** The character at some distance, or NUL behind the end. */
    private char peek(int distance) {
        return next + distance < program.length() ? program.charAt(next + distance) : 0;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isStart(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || character == '_';
    }
}
