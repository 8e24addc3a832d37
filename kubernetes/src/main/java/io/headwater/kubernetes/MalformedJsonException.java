package io.headwater.kubernetes;

/** Bytes that should be JSON within limits, and are not. The message never quotes the content, which may be secret. */
public final class MalformedJsonException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MalformedJsonException(String message) {
        super(message);
    }
}
