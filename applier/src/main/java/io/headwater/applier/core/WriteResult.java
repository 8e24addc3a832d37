package io.headwater.applier.core;

import java.time.Duration;
import java.util.Optional;

/** What became of one write, or of one try without effect. */
public sealed interface WriteResult {

    /**
     * The API server holds the object now.
     *
     * @param message what it did
     */
    record Applied(String message, String resourceVersion, long generation, String uid) implements WriteResult {}

    /**
     * The object is deleted, or on its way out.
     *
     * @param uid empty if it was gone before
     */
    record Pruned(String message, String uid) implements WriteResult {}

    /**
     * The object is there and was left, since by now it is none of ours, or may not be pruned.
     *
     * @param resourceVersion the version of the object that says so
     */
    record Left(String message, String resourceVersion) implements WriteResult {}

    /** Asking again would not help. */
    record Refused(Cause cause, String message) implements WriteResult {}

    /**
     * Asking again later may help.
     *
     * @param after the earliest time, if the server named one
     */
    record Unavailable(String message, Optional<Duration> after) implements WriteResult {}

    /** It was not sent, since the lease had run out. */
    record LeaseOver() implements WriteResult {}

    /** Why a write was refused, as far as that changes what is done about it. */
    enum Cause {
        NAMESPACE_MISSING,
        KIND_NOT_SERVED,
        DRY_RUN_UNSUPPORTED,
        OTHER
    }
}
