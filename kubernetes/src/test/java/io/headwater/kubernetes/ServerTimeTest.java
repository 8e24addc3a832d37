package io.headwater.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2024-02-29T23:59:59Z",
                "2026-01-02T03:04:05.123456Z",
                "0001-01-01T00:00:00Z"
            })
    void isReadAsInstantReadsIt(String text) {
        assertThat(ServerTime.parse(text)).contains(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-02-30T00:00:00Z", "2026-01-02 03:04:05Z", "２026-01-02T03:04:05Z"})
    void isNothingIfThereIsNoSuchTime(String text) {
        assertThat(ServerTime.parse(text)).isEmpty();
    }

    @Test
    void isInFormToTheSecondAndInUtcAlone() {
        assertThat(ServerTime.isInForm("2026-01-02T03:04:05Z")).isTrue();
        assertThat(ServerTime.isInForm("2026-01-02T03:04:05.1Z")).isFalse();
        assertThat(ServerTime.isInForm("2026-01-02T03:04:05+01:00")).isFalse();
    }
}
