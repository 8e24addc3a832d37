package io.headwater.runtime.kafka;

import java.time.Duration;

/** How soon a reader of topics asks for more. What comes after a pause is read at once in any case. */
public enum ReadingPace {
    /** As soon as it has handed over what came: for whoever is waited for. */
    AT_ONCE(Duration.ZERO),
    /** Nearly as soon: for whoever waits in a crowd. */
    SOON(Duration.ofMillis(5)),
    /** Later, with what has gathered meanwhile: while much happens, few large requests cost the broker less than many small ones. */
    GATHERING(Duration.ofMillis(20));

    private final Duration gathering;

    ReadingPace(Duration gathering) {
        this.gathering = gathering;
    }

    /** How long what is written may gather after something has come. */
    Duration gathering() {
        return gathering;
    }
}
