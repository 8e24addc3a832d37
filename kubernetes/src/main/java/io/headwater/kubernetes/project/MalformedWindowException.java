package io.headwater.kubernetes.project;

/** A part of a sync window of which nothing can be made; the message says what was written and what can be. */
final class MalformedWindowException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedWindowException(String message) {
        super(message);
    }
}
