package io.headwater.differ.core;

import io.headwater.differ.core.Comparisons.Compared;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.diff.DriftCause;
import java.util.Optional;

/**
 * The verdict on one object.
 *
 * @param key which object
 * @param version the version of its API that is desired, or that is live where it is not desired
 * @param difference how it differs
 * @param requiresPruning whether pruning would remove it
 * @param coloursApplication whether its difference makes the application differ
 * @param terminating whether its deletion is under way
 * @param asSynced whether it is exactly what the last sync left behind, or declined to delete: another one would do the same
 * @param wave the sync wave
 * @param compared the fields that differ
 * @param cause why the object is missing, or there though it should not be; empty where it is its fields that differ
 */
public record ObjectVerdict(
        ObjectKey key,
        String version,
        Difference difference,
        boolean requiresPruning,
        boolean coloursApplication,
        boolean terminating,
        boolean asSynced,
        int wave,
        Compared compared,
        Optional<DriftCause> cause) {

    /** Whether applying it would change something. */
    public boolean isToApply() {
        return difference == Difference.MISSING || difference == Difference.MODIFIED;
    }

    /** Whether it is to be deleted, as far as pruning is allowed. */
    public boolean isToPrune() {
        return requiresPruning && coloursApplication && !terminating;
    }
}
