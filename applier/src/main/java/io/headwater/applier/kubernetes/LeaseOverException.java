package io.headwater.applier.kubernetes;

/** A write was not sent, since it is not certain any more that nobody else owns the partition. */
public final class LeaseOverException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LeaseOverException() {
        super("the lease on the partition has run out", null, false, false);
    }
}
