package io.headwater.differ.core;

import io.headwater.kubernetes.ObjectKey;

/** One step of an operation. */
public sealed interface Step {

    /** The operation was accepted and will be finished. */
    record Accepted(SyncRequest request) implements Step {}

    /** Writes of a wave are about to start. */
    record WaveStarting(String setDigest) implements Step {}

    /**
     * One object was changed, deleted, or could not be.
     *
     * @param resourceVersion the version that the API server returned; of a pruning that was skipped, the version of the object that was the reason;
     *     empty where there is none
     * @param uid the uid that it returned; empty where it returned none
     */
    record ObjectStepped(ObjectKey object, Outcome outcome, String resourceVersion, String uid) implements Step {}

    /** The next wave waits. */
    record WaveWaiting() implements Step {}

    /**
     * The operation is over.
     *
     * @param succeeded whether it reached its end
     * @param superseded whether a newer request took its place
     * @param setDigest what was applied; empty if nothing was
     * @param message how it ended, in one sentence
     */
    record Finished(boolean succeeded, boolean superseded, String setDigest, String message) implements Step {}

    /** What became of an object. */
    enum Outcome {
        SYNCED,
        SYNC_FAILED,
        PRUNED,
        PRUNE_SKIPPED
    }
}
