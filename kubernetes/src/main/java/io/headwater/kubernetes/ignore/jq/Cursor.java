package io.headwater.kubernetes.ignore.jq;

import io.headwater.kubernetes.ignore.jq.Token.Kind;
import java.util.List;

/** Goes through the words of a program. Not thread-safe. */
final class Cursor {

    private final List<Token> tokens;
    private int next;

    /** @param tokens of which the last is the end */
    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(next);
    }

    Token peekAfter() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    /** The next word, which is passed unless it is the end. */
    Token take() {
        var token = peek();
        next += token.kind() == Kind.END ? 0 : 1;
        return token;
    }

    /** Passes a symbol, if it comes next. */
    boolean accept(String symbol) {
        return passed(peek().isSymbol(symbol));
    }

    /** Passes a word, if it comes next. */
    boolean acceptName(String name) {
        return passed(peek().isName(name));
    }

    private boolean passed(boolean found) {
        next += found ? 1 : 0;
        return found;
    }

    void expect(String symbol) throws MalformedProgramException {
        if (!accept(symbol)) {
            throw unexpected(peek());
        }
    }

    void expectName(String name) throws MalformedProgramException {
        if (!acceptName(name)) {
            throw unexpected(peek());
        }
    }

    static MalformedProgramException unexpected(Token token) {
        return new MalformedProgramException(
                "%s at character %d is not expected there".formatted(token.shown(), token.at() + 1));
    }
}
