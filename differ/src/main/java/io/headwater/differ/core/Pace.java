package io.headwater.differ.core;

import java.time.Instant;

/** Whether drift of one object is healed now. */
public sealed interface Pace {

    /** Nothing speaks against healing now. */
    record Now() implements Pace {}

    /**
     * Somebody keeps changing the object back, so healing slows down instead of fighting.
     *
     * @param until when the next heal is due
     * @param heals how often the object was healed of late
     */
    record Later(Instant until, int heals) implements Pace {}
}
