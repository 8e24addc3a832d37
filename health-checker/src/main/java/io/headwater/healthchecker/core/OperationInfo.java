package io.headwater.healthchecker.core;

import io.headwater.kubernetes.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An operation, as far as it has come.
 *
 * @param automated whether nobody asked for it
 * @param initiatedBy who asked
 * @param request {@code operation} as it was asked for, as JSON; empty for an automated one
 * @param phase in Argo CD's words
 * @param full whether it was a real sync of all objects, as opposed to a selective one or a dry run
 * @param attempt the number of the attempt, from 0
 */
public record OperationInfo(
        String id,
        boolean automated,
        String initiatedBy,
        Optional<String> request,
        String specDigest,
        boolean prune,
        boolean full,
        int attempt,
        Instant startedAt,
        Optional<Instant> finishedAt,
        String phase,
        String message,
        List<String> revisions,
        List<ObjectResult> results) {

    public OperationInfo {
        revisions = List.copyOf(revisions);
        results = List.copyOf(results);
    }

    /**
     * What became of an object.
     *
     * @param status in Argo CD's words: {@code Synced}, {@code SyncFailed}, {@code Pruned}, {@code PruneSkipped}
     */
    public record ObjectResult(
            ObjectKey key, String version, String phase, String status, String message, List<String> images) {
        public ObjectResult {
            images = List.copyOf(images);
        }
    }
}
