package io.headwater.kubernetes.ignore.jq;

/** A text is no program, or one that does what is not allowed here. The message says what and where, without the text. */
public final class MalformedProgramException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedProgramException(String message) {
        super(message, null, false, false);
    }

    /** What is wrong. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
