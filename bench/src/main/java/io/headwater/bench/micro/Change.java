package io.headwater.bench.micro;

/** What happened in Git since the last apply. */
public enum Change {
    /** Nothing. */
    NONE,
    /** One field of each object has another value. */
    VALUE,
    /** One label of each object was removed. */
    REMOVAL
}
