package io.headwater.differ.core;

import io.headwater.kubernetes.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request to make live equal to desired.
 *
 * @param operationId the same id is the same operation, however often it arrives
 * @param origin why
 * @param specDigest the version of the application it was decided on
 * @param setDigest the version of what is desired; empty for a manual one, which takes the newest
 * @param prune whether objects that Git no longer has are deleted
 * @param dryRun whether nothing is changed for real
 * @param objects the objects to sync; empty for all
 * @param attempt the number of the attempt, from 0
 * @param requestedAt when it was asked for
 */
public record SyncRequest(
        String operationId,
        Origin origin,
        String specDigest,
        Optional<String> setDigest,
        boolean prune,
        boolean dryRun,
        List<ObjectKey> objects,
        int attempt,
        Instant requestedAt) {

    /** Who or what asks. */
    public enum Origin {
        AUTOMATED,
        HEAL,
        MANUAL
    }

    public SyncRequest {
        objects = List.copyOf(objects);
        if (operationId.isEmpty() || attempt < 0) {
            throw new IllegalArgumentException("operation '" + operationId + "', attempt " + attempt);
        }
    }
}
