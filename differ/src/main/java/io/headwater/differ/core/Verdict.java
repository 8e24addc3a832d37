package io.headwater.differ.core;

/** The verdict on an application. */
public enum Verdict {
    SYNCED,
    OUT_OF_SYNC,
    UNKNOWN
}
