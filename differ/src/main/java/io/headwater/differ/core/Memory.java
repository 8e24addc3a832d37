package io.headwater.differ.core;

import io.headwater.kubernetes.ObjectKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the differ remembers of its own doing for one application, beyond what topics say.
 *
 * @param requested the last request, until it is seen among the operations
 * @param failure what was so when the last operation was seen to have come to nothing
 * @param heals how often each object was healed of late
 * @param accepted what the cluster made of objects that it holds otherwise than a comparison would expect
 */
public record Memory(
        Optional<SyncRequest> requested,
        Optional<Failure> failure,
        Map<ObjectKey, HealingHistory> heals,
        Map<ObjectKey, AppliedForm> accepted) {

    /** Nothing to remember. */
    public static final Memory NOTHING = new Memory(Optional.empty(), Optional.empty(), Map.of(), Map.of());

    /**
     * An operation that came to nothing.
     *
     * @param inputs a digest of what it was confronted with: once that is another, trying again may help
     * @param seenAt when it was seen to have ended, by our own clock
     */
    public record Failure(String operationId, String inputs, Instant seenAt) {}

    public Memory {
        heals = Map.copyOf(heals);
        accepted = Map.copyOf(accepted);
    }

    Memory withRequested(Optional<SyncRequest> other) {
        return new Memory(other, failure, heals, accepted);
    }

    Memory withFailure(Failure other) {
        return new Memory(requested, Optional.of(other), heals, accepted);
    }

    Memory withHeals(Map<ObjectKey, HealingHistory> others) {
        return new Memory(requested, failure, others, accepted);
    }

    Memory withAccepted(Map<ObjectKey, AppliedForm> others) {
        return new Memory(requested, failure, heals, others);
    }
}
