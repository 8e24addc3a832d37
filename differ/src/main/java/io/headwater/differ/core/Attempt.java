package io.headwater.differ.core;

import java.util.List;

/**
 * What was last tried for an application as its status on the hub remembers it: the memory that outlives all topics.
 *
 * @param operationId empty where another controller ran it
 * @param revisions what it synced to, by source
 * @param specDigest empty where another controller ran it
 * @param phase {@code Running}, {@code Succeeded}, {@code Failed} or {@code Error}
 * @param retryCount how often it was retried
 */
public record Attempt(String operationId, List<String> revisions, String specDigest, String phase, int retryCount) {

    public Attempt {
        revisions = List.copyOf(revisions);
    }

    public boolean isOver() {
        return !phase.equals("Running");
    }

    public boolean hasSucceeded() {
        return phase.equals("Succeeded");
    }
}
