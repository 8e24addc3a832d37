package io.headwater.differ.core;

/** In which way an object differs. */
public enum Difference {
    NONE,
    MISSING,
    MODIFIED,
    EXTRA,
    UNKNOWN
}
