package io.headwater.repowatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.runtime.config.Configuration;
import io.headwater.runtime.config.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepoWatcherConfigTest {

    private static RepoWatcherConfig config(Map<String, String> environment, Map<String, String> argoCd) {
        return RepoWatcherConfig.from(Configuration.load(environment), key -> Optional.ofNullable(argoCd.get(key)));
    }

    @Test
    void pollsAsArgoCdDoesUnlessToldOtherwise() {
        var config = config(Map.of(), Map.of());

        assertThat(config.pollPeriod()).isEqualTo(Duration.ofSeconds(120));
        assertThat(config.pollJitter()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void takesWhatArgoCdIsSetTo() {
        var config = config(Map.of(), Map.of("timeout.reconciliation", "1h30m", "timeout.reconciliation.jitter", "0s"));

        assertThat(config.pollPeriod()).isEqualTo(Duration.ofMinutes(90));
        assertThat(config.pollJitter()).isEqualTo(Duration.ZERO);
    }

    @Test
    void putsItsOwnConfigurationFirst() {
        var config = config(Map.of("HEADWATER_TIMEOUT_RECONCILIATION", "5s"), Map.of("timeout.reconciliation", "1h"));

        assertThat(config.pollPeriod()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void doesWithoutAValueOfArgoCdThatMakesNoSense() {
        assertThat(config(Map.of(), Map.of("timeout.reconciliation", "often")).pollPeriod())
                .isEqualTo(Duration.ofSeconds(120));
        assertThat(config(Map.of(), Map.of("timeout.reconciliation", "PT-5S")).pollPeriod())
                .isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void refusesAValueOfItsOwnThatMakesNoSense() {
        var wrong = Map.of("HEADWATER_TIMEOUT_RECONCILIATION", "often");

        assertThatThrownBy(() -> config(wrong, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("timeout.reconciliation")
                .hasMessageContaining("HEADWATER_TIMEOUT_RECONCILIATION");
    }
}
