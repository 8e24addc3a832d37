package io.headwater.kubernetes.ignore.jq;

import java.util.List;

/**
 * A word of a program.
 *
 * @param text a symbol or name as it is written; a field or variable without its sign; empty for a text
 * @param at where it starts, from 0
 * @param parts of a text: what stands in it, and the words of what is put into it
 */
record Token(Kind kind, String text, int at, List<Part> parts) {

    enum Kind {
        /** {@code .name} */
        FIELD,
        NAME,
        /** {@code $name} */
        VARIABLE,
        NUMBER,
        TEXT,
        /** {@code @name} */
        FORMAT,
        SYMBOL,
        END
    }

    /** A part of a text. */
    sealed interface Part {
        record Characters(String text) implements Part {}

        record Inserted(List<Token> tokens) implements Part {}
    }

    Token(Kind kind, String text, int at) {
        this(kind, text, at, List.of());
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    /** As a message names it. */
    String shown() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "a text";
            case FIELD -> "'." + text + "'";
            case VARIABLE -> "'$" + text + "'";
            case FORMAT -> "'@" + text + "'";
            case NAME, NUMBER, SYMBOL -> "'" + text + "'";
        };
    }
}
