package io.headwater.differ.core;

import java.time.Instant;
import java.util.List;

/**
 * The heals of one object since it was last left alone for a while.
 *
 * @param recent when the newest heals were, oldest first; no more than a burst has
 * @param slowed how many heals there were after the burst was used up
 */
public record HealingHistory(List<Instant> recent, int slowed) {

    /** No heal so far. */
    public static final HealingHistory NONE = new HealingHistory(List.of(), 0);

    public HealingHistory {
        recent = List.copyOf(recent);
        if (slowed < 0) {
            throw new IllegalArgumentException("slowed heals can't be " + slowed);
        }
    }
}
