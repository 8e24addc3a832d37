package io.headwater.testcluster.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.testcluster.junit.WithKafka;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

@WithKafka
class TestKafkaIT {

    private static volatile String firstSeen = "";

    @Test
    void answersClients(TestKafka kafka) throws Exception {
        var topic = "topic-" + UUID.randomUUID();
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(Set.of(new NewTopic(topic, 2, (short) 1))).all().get();

            assertThat(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .values())
                    .allSatisfy(created -> assertThat(created.partitions()).hasSize(2));
        }
        isShared(kafka);
    }

    @Test
    void isSharedByAllTests(TestKafka kafka) {
        isShared(kafka);
    }

    @Test
    void saysWhichKindsThereAre() {
        assertThatThrownBy(() -> KafkaProvider.named("rabbit"))
                .hasMessageContaining("rabbit")
                .hasMessageContaining("embedded");
    }

    private static void isShared(TestKafka kafka) {
        if (firstSeen.isEmpty()) {
            firstSeen = kafka.bootstrapServers();
        }
        assertThat(kafka.bootstrapServers()).isEqualTo(firstSeen);
    }
}
