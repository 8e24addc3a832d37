package io.headwater.applier.core;

import io.headwater.kubernetes.ObjectKey;
import java.util.List;

/** What happened in an operation; replaying its steps is the only way that an operation's state changes. */
public sealed interface Step {

    /** The operation has a place in the order of its application. */
    record Accepted(Request request, Position position) implements Step {}

    /**
     * Writes of a wave are about to start, or go on: they may be sent for the length of the lease from when this was put on record.
     *
     * @param setDigest the desired set that is applied
     */
    record WaveStarting(String setDigest, List<SourceRevision> revisions, WavePoint point) implements Step {
        public WaveStarting {
            revisions = List.copyOf(revisions);
        }
    }

    /**
     * One object was changed, deleted, or could not be.
     *
     * @param version the version of its API
     * @param resourceVersion as the API server returned it; empty where it returned none
     * @param generation as the API server returned it; 0 where the kind counts none
     * @param uid as the API server returned it; empty where it returned none
     * @param images what its containers run
     */
    record ObjectStepped(
            ObjectKey object,
            String version,
            WavePoint point,
            Outcome outcome,
            String message,
            String resourceVersion,
            long generation,
            String uid,
            List<String> images)
            implements Step {
        public ObjectStepped {
            images = List.copyOf(images);
        }
    }

    /** Something is waited for, and what. */
    record WaveWaiting(WavePoint point, String message) implements Step {}

    /**
     * The operation is over.
     *
     * @param superseded whether a newer request took its place
     * @param setDigest the desired set that was applied; empty if none was
     */
    record Finished(
            Conclusion conclusion, String message, boolean superseded, String setDigest, List<SourceRevision> revisions)
            implements Step {
        public Finished {
            revisions = List.copyOf(revisions);
        }
    }

    /** What became of an object, as Argo CD's result codes say it. */
    enum Outcome {
        SYNCED,
        SYNC_FAILED,
        PRUNED,
        PRUNE_SKIPPED
    }

    /** How an operation ended, as Argo CD's operation phases say it: FAILED was tried, ERROR could not be tried. */
    enum Conclusion {
        SUCCEEDED,
        FAILED,
        ERROR
    }
}
