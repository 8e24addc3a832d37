package io.headwater.bench;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * How long rounds of one kind of work took, sorted.
 *
 * @param nanos of each round, the shortest first
 */
record Timings(long[] nanos) {

    /** Does the work in rounds, numbered from 0. */
    static Timings of(int rounds, IntConsumer round) {
        var nanos = new long[rounds];
        for (var number = 0; number < rounds; number++) {
            var began = System.nanoTime();
            round.accept(number);
            nanos[number] = System.nanoTime() - began;
        }
        return sorted(nanos);
    }

    /** Of what was measured one by one. */
    static Timings sorted(long[] nanos) {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Timings(sorted);
    }

    double medianMillis() {
        return nanos[nanos.length / 2] / 1e6;
    }

    double worstMillis() {
        return nanos[nanos.length - 1] / 1e6;
    }

    /** As a reader wants it: of one round its time, of several the median and the worst. */
    String text() {
        if (nanos.length == 1) {
            return "%.2f s".formatted(medianMillis() / 1000);
        }
        return "%.1f ms (worst of %d: %.1f ms)".formatted(medianMillis(), nanos.length, worstMillis());
    }
}
