package io.headwater.applier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.runtime.config.Configuration;
import io.headwater.runtime.config.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApplierConfigTest {

    @Test
    void waitsForLeaseAndTimeoutOfTheFormerOwnerByDefault() {
        var config =
                ApplierConfig.from(Configuration.of(Map.of("applier.lease", "3s", "applier.request.timeout", "4s")));

        assertThat(config.takeoverWait()).isEqualTo(Duration.ofSeconds(7));
    }

    /** The API server is told the timeout in whole seconds. */
    @Test
    void waitsForAllOfTheTimeThatTheServerTakes() {
        var config = ApplierConfig.from(
                Configuration.of(Map.of("applier.lease", "1s", "applier.request.timeout", "1500ms")));

        assertThat(config.takeoverWait()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void takesNoWaitWhereNobodyElseCanBe() {
        assertThat(ApplierConfig.from(Configuration.of(Map.of("applier.takeover.wait", "0")))
                        .takeoverWait())
                .isZero();
    }

    @Test
    void refusesAWaitThatIsTooShort() {
        assertThatThrownBy(() -> ApplierConfig.from(Configuration.of(Map.of("applier.takeover.wait", "2s"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("applier.takeover.wait");
    }

    @Test
    void refusesALeaseOfNoLength() {
        assertThatThrownBy(() -> ApplierConfig.from(Configuration.of(
                        Map.of("applier.lease", "0", "applier.backoff.first", "1m", "applier.backoff.longest", "1s"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("applier.lease")
                .hasMessageContaining("applier.backoff.longest");
    }
}
