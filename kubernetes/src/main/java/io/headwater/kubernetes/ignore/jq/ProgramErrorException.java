package io.headwater.kubernetes.ignore.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** A program fails, which it can catch itself. The message names types of values, never a value: that may be a secret. */
final class ProgramErrorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient JsonNode value;

    private ProgramErrorException(String message, JsonNode value) {
        super(message, null, false, false);
        this.value = value;
    }

    ProgramErrorException(String message) {
        this(message, TextNode.valueOf(message));
    }

    /** What {@code error} makes of a value. */
    static ProgramErrorException of(JsonNode value) {
        return new ProgramErrorException("it ends with an error of its own", value);
    }

    /** What {@code catch} gets. */
    JsonNode value() {
        return value;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
