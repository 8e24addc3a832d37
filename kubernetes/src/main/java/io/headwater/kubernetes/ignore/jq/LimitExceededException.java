package io.headwater.kubernetes.ignore.jq;

/** A run costs too much. No program can catch it. */
final class LimitExceededException extends RuntimeException {

    private static final long serialVersionUID = 1;

    LimitExceededException(String message) {
        super(message, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
