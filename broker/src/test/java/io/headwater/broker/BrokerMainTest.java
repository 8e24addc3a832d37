package io.headwater.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.broker.EmbeddedBroker.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerMainTest {

    @Test
    void takesDirectoryAndPortFromItsArguments() {
        assertThat(BrokerMain.settings(new String[] {"/data", "9092"}, Map.of("HEADWATER_BROKER_DATA", "/other")))
                .isEqualTo(new Settings(Path.of("/data"), 9092));
    }

    @Test
    void takesWhatArgumentsLackFromTheEnvironment() {
        assertThat(BrokerMain.settings(
                        new String[] {}, Map.of("HEADWATER_BROKER_DATA", "/data", "HEADWATER_BROKER_PORT", "9093")))
                .isEqualTo(new Settings(Path.of("/data"), 9093));
    }

    @Test
    void canSendClientsToAProxy() {
        assertThat(BrokerMain.settings(new String[] {"/data", "9092", "9093"}, Map.of()))
                .isEqualTo(new Settings(Path.of("/data"), 9092, 9093));
    }

    @Test
    void choosesAFreePortWhenNoneIsGiven() {
        assertThat(BrokerMain.settings(new String[] {"/data"}, Map.of())).isEqualTo(new Settings(Path.of("/data"), 0));
    }

    @Test
    void saysHowItIsUsed() {
        assertThatThrownBy(() -> BrokerMain.settings(new String[] {}, Map.of())).hasMessageContaining("usage");
        assertThatThrownBy(() -> BrokerMain.settings(new String[] {"/data", "many"}, Map.of()))
                .hasMessageContaining("'many'");
    }
}
