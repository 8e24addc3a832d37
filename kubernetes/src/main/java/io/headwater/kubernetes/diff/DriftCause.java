package io.headwater.kubernetes.diff;

/** Why a live object is not what is desired: what a person looks for first. */
public enum DriftCause {
    /** Git says something else than what was applied last, and no sync has brought it yet. */
    NOT_APPLIED("not applied yet"),
    /** Somebody changed it with a tool that people use. */
    MANUAL_EDIT("manual edit"),
    /** An autoscaler decides how many replicas there are, or how large they are. */
    AUTOSCALER("autoscaler"),
    /** The API server, or an admission webhook or policy, turned what was applied into something else. */
    ADMISSION("admission"),
    /** A controller changed it. */
    CONTROLLER("controller"),
    /** A controller put another value into a Secret. */
    ROTATED_SECRET("rotated secret"),
    /** It was there after the last sync and somebody took it away, of whom the API server keeps no record. */
    REMOVED("removed"),
    /** Git does not have it any more, and a sync left it. */
    FAILED_PRUNE("failed prune");

    private final String display;

    DriftCause(String display) {
        this.display = display;
    }

    /** For people. */
    public String display() {
        return display;
    }
}
