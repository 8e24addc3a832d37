package io.headwater.differ.core;

import io.headwater.kubernetes.ObjectKey;
import java.util.Map;
import java.util.Optional;

/**
 * What the differ remembers of its own doing for one application, beyond what topics say.
 *
 * @param requested the last request, until it is seen among the operations
 * @param failure what was so when an operation failed
 * @param heals how often each object was healed of late
 */
public record Memory(Optional<SyncRequest> requested, Optional<Failure> failure, Map<ObjectKey, HealingHistory> heals) {

    /** Nothing to remember. */
    public static final Memory NOTHING = new Memory(Optional.empty(), Optional.empty(), Map.of());

    /** The operation that failed, and a digest of what it was confronted with: once that is another, trying again may help. */
    public record Failure(String operationId, String inputs) {}

    public Memory {
        heals = Map.copyOf(heals);
    }

    Memory withRequested(Optional<SyncRequest> other) {
        return new Memory(other, failure, heals);
    }

    Memory withFailure(Failure other) {
        return new Memory(requested, Optional.of(other), heals);
    }

    Memory withHeals(Map<ObjectKey, HealingHistory> others) {
        return new Memory(requested, failure, others);
    }
}
