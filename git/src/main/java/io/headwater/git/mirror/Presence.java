package io.headwater.git.mirror;

/** How a commit came to be in a mirror. */
public enum Presence {
    /** It was there; no server was asked. */
    ALREADY_THERE,
    FETCHED
}
