package io.headwater.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.runtime.RuntimeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    @Test
    void prefersTheEnvironmentToTheFile(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("headwater.properties"), """
                topics.prefix = of the file
                topics.partitions = 3
                """);

        var configuration = Configuration.load(Map.of(
                "HEADWATER_CONFIG_FILE", file.toString(),
                "HEADWATER_TOPICS_PREFIX", "of the environment",
                "TOPICS_PARTITIONS", "5"));

        assertThat(configuration.text("topics.prefix", "default")).isEqualTo("of the environment");
        assertThat(configuration.integer("topics.partitions", 12, 1, 100)).isEqualTo(3);
        assertThat(configuration.text("instance", "default")).isEqualTo("default");
    }

    @Test
    void namesTheFileThatCannotBeRead(@TempDir Path directory) {
        var missing = directory.resolve("missing.properties");

        assertThatThrownBy(() -> Configuration.load(Map.of("HEADWATER_CONFIG_FILE", missing.toString())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(missing.toString(), "HEADWATER_CONFIG_FILE");
    }

    @ParameterizedTest
    @CsvSource({
        "90, PT1M30S",
        "90s, PT1M30S",
        "3m, PT3M",
        "1h30m, PT1H30M",
        "500ms, PT0.5S",
        "1m500ms, PT1M0.5S",
        "PT2M, PT2M",
        "0, PT0S"
    })
    void readsDurationsAsGoAndAsIsoWriteThem(String text, Duration duration) {
        var configuration = Configuration.of(Map.of("pause", text));

        assertThat(configuration.duration("pause", Duration.ofDays(1))).isEqualTo(duration);
        configuration.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "3x", "m", "1m2h", "-", "99999999999999999999", "9999999999999999h"})
    void rejectsWhatIsNoDuration(String text) {
        var configuration = Configuration.of(Map.of("pause", text));

        assertThat(configuration.duration("pause", Duration.ofDays(1))).isEqualTo(Duration.ofDays(1));

        assertThatThrownBy(configuration::check).hasMessageContainingAll("pause", text, "HEADWATER_PAUSE");
    }

    @Test
    void namesAllThatIsWrongAtOnceAndHowToSetIt() {
        var configuration = Configuration.of(
                Map.of("topics.partitions", "many", "streams.threads", "100", "verbose", "perhaps", "pause", "soon"));
        RuntimeConfig.from(configuration);
        configuration.flag("verbose", false);
        configuration.duration("pause", Duration.ZERO);
        configuration.reject("mode", "must be one of fast, slow");

        assertThatThrownBy(configuration::check)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "kafka.bootstrap.servers is missing: set HEADWATER_KAFKA_BOOTSTRAP_SERVERS",
                        "sealing.key.file is missing: set HEADWATER_SEALING_KEY_FILE",
                        "topics.partitions must be a whole number, was 'many' (set by HEADWATER_TOPICS_PARTITIONS)",
                        "streams.threads must be from 1 to 64, was 100",
                        "verbose must be true or false",
                        "pause must be a duration",
                        "mode must be one of fast, slow (set by HEADWATER_MODE)");
    }

    @Test
    void handsOnWhatBelongsToALibraryUnderItsOwnNames() {
        var configuration = Configuration.load(Map.of(
                "HEADWATER_KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_SSL", "HEADWATER_KAFKA_BOOTSTRAP_SERVERS", "k:9092"));

        assertThat(configuration.startingWith("kafka.client."))
                .containsExactlyEntriesOf(Map.of("security.protocol", "SASL_SSL"));
    }

    @Test
    void blotsOutSecretsWhenPrinted() {
        var configuration = Configuration.of(Map.of(
                "kafka.client.sasl.jaas.config", "login password=hunter2",
                "kafka.client.ssl.keystore.password", "hunter3",
                "kafka.client.ssl.keystore.key", "hunter4",
                "webhook.github.secret", "hunter5",
                "topics.prefix", "prod"));
        configuration.startingWith("kafka.client.");
        configuration.text("webhook.github.secret");
        configuration.text("topics.prefix");
        configuration.text("api.token");

        assertThat(configuration.redacted())
                .doesNotContain("hunter")
                .contains("topics.prefix = prod", "webhook.github.secret = (hidden)", "api.token = (unset)");
    }

    @Test
    void tellsWhichKeysNobodyHasRead() {
        var configuration =
                Configuration.of(Map.of("topics.prefix", "prod", "topics.partitons", "3", "kafka.client.acks", "all"));
        configuration.text("topics.prefix");
        configuration.integer("topics.partitions", 12, 1, 100);
        configuration.startingWith("kafka.client.");

        assertThat(configuration.unused()).containsExactly("topics.partitons");
    }
}
