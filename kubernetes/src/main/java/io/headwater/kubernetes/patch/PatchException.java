package io.headwater.kubernetes.patch;

/** A patch that makes no sense, or none for this object: the API server would refuse it too. The message quotes names and places, never values. */
public final class PatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PatchException(String message) {
        super(message);
    }
}
