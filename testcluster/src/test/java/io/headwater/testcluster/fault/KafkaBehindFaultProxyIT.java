package io.headwater.testcluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.broker.EmbeddedBroker;
import io.headwater.broker.EmbeddedBroker.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBehindFaultProxyIT {

    private static final TopicPartition TOPIC = new TopicPartition("topic", 0);

    @Test
    void losesTheAcknowledgementOfWhatWasWritten(@TempDir Path directory) throws Exception {
        try (var proxy = FaultProxy.to(0);
                var broker = EmbeddedBroker.start(new Settings(directory, 0, proxy.port()))) {
            proxy.retarget(broker.port());
            Map<String, Object> settings = Map.of(
                    "bootstrap.servers", broker.bootstrapServers(),
                    "linger.ms", 0,
                    "request.timeout.ms", 5000,
                    "delivery.timeout.ms", 6000);
            try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                    var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                admin.createTopics(List.of(new NewTopic(TOPIC.topic(), 1, (short) 1)))
                        .all()
                        .get();
                producer.send(new ProducerRecord<>(TOPIC.topic(), "acknowledged"))
                        .get();

                proxy.poison(Direction.TO_CLIENT, new Toxic.Hang());
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>(TOPIC.topic(), "unknown"))
                                .get())
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(TimeoutException.class);
                proxy.heal();

                assertThat(admin.listOffsets(Map.of(TOPIC, OffsetSpec.latest()))
                                .partitionResult(TOPIC)
                                .get()
                                .offset())
                        .isEqualTo(2);
            }
        }
    }
}
