package io.headwater.differ.core;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The heals of one object since it was last left alone for a while.
 *
 * @param recent when the newest heals were, oldest first; no more than a burst has
 * @param slowed how many heals there were after the burst was used up
 * @param contested how often each field was put back
 */
public record HealingHistory(List<Instant> recent, int slowed, SortedMap<Contention, Integer> contested) {

    /** No heal so far. */
    public static final HealingHistory NONE = new HealingHistory(List.of(), 0, Collections.emptySortedMap());

    public HealingHistory {
        recent = List.copyOf(recent);
        contested = Collections.unmodifiableSortedMap(new TreeMap<>(contested));
        if (slowed < 0) {
            throw new IllegalArgumentException("slowed heals can't be " + slowed);
        }
    }

    /** What was put back at least so many times. */
    List<Contention> contestedAtLeast(int times) {
        return contested.entrySet().stream()
                .filter(entry -> entry.getValue() >= times)
                .map(Map.Entry::getKey)
                .toList();
    }
}
