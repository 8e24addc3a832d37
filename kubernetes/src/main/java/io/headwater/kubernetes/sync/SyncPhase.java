package io.headwater.kubernetes.sync;

/** The phases of a sync, in the order in which they run. */
public enum SyncPhase {
    PRE_SYNC("PreSync"),
    SYNC("Sync"),
    POST_SYNC("PostSync"),

    /** Runs only when the sync failed. */
    SYNC_FAIL("SyncFail");

    private final String text;

    SyncPhase(String text) {
        this.text = text;
    }

    /** The phase as Argo CD writes it. */
    @Override
    public String toString() {
        return text;
    }
}
