package io.headwater.differ.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was last tried for an application as its status on the hub remembers it: the memory that outlives all topics.
 *
 * @param operationId empty where another controller ran it
 * @param revisions what it synced to, by source
 * @param specDigest empty where another controller ran it
 * @param phase {@code Running}, {@code Succeeded}, {@code Failed} or {@code Error}
 * @param finishedAt empty while it runs
 * @param retryCount how often it was retried
 */
public record Attempt(
        String operationId,
        List<String> revisions,
        String specDigest,
        String phase,
        Optional<Instant> finishedAt,
        int retryCount) {

    public Attempt {
        revisions = List.copyOf(revisions);
    }

    public boolean hasSucceeded() {
        return phase.equals("Succeeded");
    }
}
