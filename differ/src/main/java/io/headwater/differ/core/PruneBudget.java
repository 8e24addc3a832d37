package io.headwater.differ.core;

/**
 * How many of its own objects an application may lose at once without a person having a look: not more than half of them, if that is {@code least}
 * or more.
 */
public record PruneBudget(int least) {

    public static final PruneBudget DEFAULT = new PruneBudget(10);

    public PruneBudget {
        if (least < 1) {
            throw new IllegalArgumentException("least must be at least 1, was " + least);
        }
    }

    /** Whether pruning so many of the objects that the application owns needs a person. */
    public boolean isExceededBy(int pruned, int owned) {
        return pruned >= least && 2L * pruned > owned;
    }
}
