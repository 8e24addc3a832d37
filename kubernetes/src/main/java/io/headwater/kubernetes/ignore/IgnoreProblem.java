package io.headwater.kubernetes.ignore;

/**
 * A rule, or a part of one, that leaves nothing out, and why. The others go on. It has no value of an object in it.
 *
 * @param kind whether whoever wrote the rule has to do something
 * @param rule where the rule stands, as in {@code spec.ignoreDifferences[2]} or the key of a ConfigMap
 * @param expression the part of the rule, as it is written; empty if it is about all of the rule
 * @param message what is wrong
 */
public record IgnoreProblem(Kind kind, String rule, String expression, String message) {

    /** What it means. */
    public enum Kind {
        /** It can mean nothing, whatever the object. */
        MALFORMED,
        /** It fails with this object, as when it asks for the elements of a list that is not there; Argo CD says nothing about it. */
        FAILED,
        /** It costs more than it may, with this object. */
        LIMIT_EXCEEDED
    }

    static IgnoreProblem malformed(String rule, String expression, String message) {
        return new IgnoreProblem(Kind.MALFORMED, rule, expression, message);
    }

    /** As people read it. */
    public String display() {
        return expression.isEmpty() ? rule + ": " + message : "%s: '%s': %s".formatted(rule, expression, message);
    }
}
