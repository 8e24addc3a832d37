package io.headwater.testcluster.testcontainers;

import io.headwater.testcluster.kafka.KafkaProvider;
import io.headwater.testcluster.kafka.TestKafka;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Apache Kafka's image, with the settings that a single broker needs and that the embedded one has too. */
public final class ContainerKafka implements KafkaProvider {

    private static final DockerImageName IMAGE = DockerImageName.parse("apache/kafka:4.3.1");

    @Override
    public String name() {
        return "testcontainers";
    }

    @Override
    public TestKafka start() {
        var container = new KafkaContainer(IMAGE)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000")
                .withEnv("KAFKA_MESSAGE_MAX_BYTES", String.valueOf(5 * 1024 * 1024))
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1");
        container.start();
        return new Running(container);
    }

    private record Running(KafkaContainer container) implements TestKafka {

        @Override
        public String bootstrapServers() {
            return container.getBootstrapServers();
        }

        @Override
        public void close() {
            container.stop();
        }
    }
}
