package io.headwater.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private final Random random = new Random(1);

    @Test
    void bringsBackWhatItWrote() {
        var trace = TraceContext.begin(random);

        assertThat(TraceContext.parse(trace.toString())).contains(trace);
    }

    @Test
    void staysInTheTraceWithEveryStep() {
        var trace = TraceContext.begin(random);
        var next = trace.next(random);

        assertThat(next.traceId()).isEqualTo(trace.traceId());
        assertThat(next.spanId()).isNotEqualTo(trace.spanId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
            })
    void ignoresWhatTheStandardForbids(String header) {
        assertThat(TraceContext.parse(header)).isEmpty();
    }
}
