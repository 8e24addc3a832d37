package io.headwater.differ;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.differ.core.HealingBudget;
import io.headwater.differ.core.PruneBudget;
import io.headwater.runtime.config.Configuration;
import io.headwater.runtime.config.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferConfigTest {

    @Test
    void hasDefaults() {
        assertThat(DifferConfig.from(Configuration.of(Map.of())))
                .isEqualTo(new DifferConfig(HealingBudget.DEFAULT, PruneBudget.DEFAULT));
    }

    @Test
    void readsEverySetting() {
        var settings = Configuration.of(Map.of(
                "differ.healing.burst", "3",
                "differ.healing.window", "2m",
                "differ.healing.pause", "2s",
                "differ.healing.slowed", "4",
                "differ.healing.long.pause", "40s",
                "differ.prune.budget", "5"));

        assertThat(DifferConfig.from(settings))
                .isEqualTo(new DifferConfig(
                        new HealingBudget(3, Duration.ofMinutes(2), Duration.ofSeconds(2), 4, Duration.ofSeconds(40)),
                        new PruneBudget(5)));
        assertThat(settings.unused()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "differ.healing.burst, 0",
        "differ.healing.window, 10s",
        "differ.healing.pause, 31s",
        "differ.healing.slowed, -1",
        "differ.healing.long.pause, 60s",
        "differ.prune.budget, 0"
    })
    void refusesWhatMakesNoSense(String key, String value) {
        assertThatThrownBy(() -> DifferConfig.from(Configuration.of(Map.of(key, value))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("differ.");
    }
}
