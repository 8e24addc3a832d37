package io.headwater.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class SingleNodePropertiesTest {

    private static final Map<String, Integer> PORTS = Map.of("PLAINTEXT", 1, "CONTROLLER", 2, "INTERNAL", 3);

    @Test
    void nameOnlyWhatKafkaKnows() {
        assertThat(KafkaConfig.configDef().names()).containsAll(properties(1).stringPropertyNames());
    }

    @Test
    void areValidForKafka() {
        assertThat(KafkaConfig.fromProps(properties(9), false).nodeId()).isOne();
    }

    @Test
    void needNoThirdListenerWhenClientsComeToThePortItself() {
        assertThat(properties(1))
                .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:1")
                .containsEntry("inter.broker.listener.name", "PLAINTEXT");
    }

    @Test
    void keepTheBrokerAWayOfItsOwnWhenClientsAreSentElsewhere() {
        assertThat(properties(9))
                .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:9,INTERNAL://127.0.0.1:3")
                .containsEntry("inter.broker.listener.name", "INTERNAL");
    }

    private static Properties properties(int advertisedPort) {
        return SingleNodeProperties.of(
                Path.of("/data"),
                SingleNodeProperties.listeners(advertisedPort != 1),
                listener -> PORTS.getOrDefault(listener, 0),
                advertisedPort);
    }
}
