package io.headwater.applier.core;

/**
 * The health of an object at one version of it.
 *
 * @param message why, in one sentence
 */
public record Assessment(String resourceVersion, Health health, String message) {

    /** Whether an object does what it is for; NONE for a kind of which that can't be asked. */
    public enum Health {
        NONE,
        HEALTHY,
        SUSPENDED,
        PROGRESSING,
        MISSING,
        DEGRADED,
        UNKNOWN
    }
}
