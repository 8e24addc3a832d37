package io.headwater.kubernetes.sync;

/**
 * What holds for one object: its application's options and its own, put together.
 *
 * @param validate whether the API server's validation must pass
 * @param prune whether it may be deleted when it is desired no more
 * @param delete whether it may be deleted with its application
 * @param replace whether it is replaced as a whole instead of applied; wins over server-side apply
 * @param force whether it is deleted and created again where it cannot be changed
 * @param serverSideApply whether the API server merges it; the default here, unlike in Argo CD
 * @param skipDryRunOnMissingResource whether a kind that is not known yet is no reason to refuse the sync
 */
public record ObjectSyncOptions(
        boolean validate,
        Deletion prune,
        Deletion delete,
        boolean replace,
        boolean force,
        boolean serverSideApply,
        boolean skipDryRunOnMissingResource) {

    /** Whether something may be deleted. */
    public enum Deletion {
        ALLOWED,
        /** Once a person has approved it. */
        WHEN_CONFIRMED,
        FORBIDDEN
    }
}
