package io.headwater.kubernetes.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "1h, PT1H",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        ".5m, PT30S",
        "24h0m0s, PT24H",
        "90m5s250ms, PT1H30M5.25S",
        "7us, PT0.000007S",
        "7µs, PT0.000007S"
    })
    void readsWhatGoWrites(String text, Duration duration) throws MalformedWindowException {
        assertThat(GoDuration.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0s", "1", "1d", "-1h", "1h ", "h", "1 h", "1h30", "9999999999h", "one hour"})
    void refusesWhatIsNoneOrNothing(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text))
                .isInstanceOf(MalformedWindowException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
