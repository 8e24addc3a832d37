package io.headwater.kubernetes.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoSpanTest {

    /** By {@code time.ParseDuration(given).String()}. */
    @ParameterizedTest
    @CsvSource({
        "60s, 1m0s",
        "1h, 1h0m0s",
        "90m, 1h30m0s",
        "1.5s, 1.5s",
        "1500ms, 1.5s",
        "100us, 100µs",
        "1500us, 1.5ms",
        "5ns, 5ns",
        "0, 0s",
        "0s, 0s",
        "-90s, -1m30s",
        "+1m, 1m0s",
        "36h, 36h0m0s",
        "1h0m0.25s, 1h0m0.25s"
    })
    void isWrittenAsGoWritesIt(String given, String canonical) {
        assertThat(GoSpan.canonical(given)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1d", "one hour", "1h 30m", "9999999999h"})
    void isNothingWhereGoReadsNone(String given) {
        assertThat(GoSpan.canonical(given)).isEmpty();
    }
}
