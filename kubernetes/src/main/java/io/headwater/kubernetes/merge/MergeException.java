package io.headwater.kubernetes.merge;

/** A tree that can't be merged by the schema of its type: the API server would refuse it too. The message quotes names and places, never values. */
public final class MergeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public MergeException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What does not fit. */
    public String reason() {
        return reason;
    }
}
