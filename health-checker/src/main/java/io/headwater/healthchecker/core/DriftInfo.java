package io.headwater.healthchecker.core;

import io.headwater.kubernetes.ObjectKey;
import java.time.Instant;
import java.util.List;

/**
 * The verdict on an application.
 *
 * @param sync {@code Synced}, {@code OutOfSync} or {@code Unknown}
 * @param reasons why it is unknown, or what stands in the way of a sync
 * @param revisions the revisions that were compared with, by source
 * @param computedAt when
 */
public record DriftInfo(
        String sync, List<Reason> reasons, List<String> revisions, List<ComparedObject> objects, Instant computedAt) {

    public DriftInfo {
        reasons = List.copyOf(reasons);
        revisions = List.copyOf(revisions);
        objects = List.copyOf(objects);
    }

    /**
     * One object, compared.
     *
     * @param desired whether Git has it
     * @param hook its hook type; empty for what is no hook
     */
    public record ComparedObject(
            ObjectKey key,
            String version,
            String sync,
            boolean desired,
            boolean requiresPruning,
            int wave,
            String hook) {}
}
