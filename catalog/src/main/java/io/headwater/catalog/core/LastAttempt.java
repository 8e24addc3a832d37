package io.headwater.catalog.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code status.operationState} remembers: the memory of the last operation that outlives all topics.
 *
 * @param operationId the operation's id; empty where another controller ran it
 * @param revisions the revisions it synced to, by source
 * @param specDigest the spec digest it was made for; empty where another controller ran it
 * @param phase its phase in Argo CD's words
 */
public record LastAttempt(
        String operationId,
        List<String> revisions,
        String specDigest,
        String phase,
        Optional<Instant> finishedAt,
        int retryCount) {

    public LastAttempt {
        revisions = List.copyOf(revisions);
    }
}
