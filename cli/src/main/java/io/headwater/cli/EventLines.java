package io.headwater.cli;

import java.util.stream.Gatherer;
import java.util.stream.Stream;

/** Server-sent events as far as the gateway makes use of them: one line of data each, and a type only where it is not the default one. */
final class EventLines {

    private static final String DATA = "data: ";
    private static final String TYPE = "event: ";

    private EventLines() {}

    /** The data of the events that have no type of their own, which tell of something; the others only mark the stream. */
    static Stream<String> dataOf(Stream<String> lines) {
        return lines.gather(Gatherer.<String, boolean[], String>ofSequential(
                () -> new boolean[1], Gatherer.Integrator.of((typed, line, downstream) -> {
                    if (line.isEmpty()) {
                        typed[0] = false;
                    } else if (line.startsWith(TYPE)) {
                        typed[0] = true;
                    } else if (line.startsWith(DATA) && !typed[0]) {
                        return downstream.push(line.substring(DATA.length()));
                    }
                    return true;
                })));
    }
}
