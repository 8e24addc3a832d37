package io.headwater.kubernetes.ignore;

import io.headwater.kubernetes.ignore.jq.PathProgram;

/**
 * A program in the language jq that names the fields that are left out.
 *
 * @param text as it is written
 */
public record JqPathExpression(String text, PathProgram program) {

    @Override
    public boolean equals(Object other) {
        return other instanceof JqPathExpression expression && text.equals(expression.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
