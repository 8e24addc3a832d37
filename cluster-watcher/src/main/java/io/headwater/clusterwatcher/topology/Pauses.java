package io.headwater.clusterwatcher.topology;

import java.time.Duration;

/** How long to wait before a cluster is asked again: twice as long each time. */
final class Pauses {

    static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Pauses() {}

    static Duration after(Duration pause) {
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
