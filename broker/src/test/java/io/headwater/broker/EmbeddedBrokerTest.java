package io.headwater.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headwater.broker.BrokerException.Code;
import io.headwater.broker.EmbeddedBroker.Settings;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    private static Path shared;
    private static EmbeddedBroker broker;
    private static Records records;

    @BeforeAll
    static void startBroker(@TempDir Path directory) {
        shared = directory;
        broker = EmbeddedBroker.start(new Settings(shared, 0));
        records = new Records(broker.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void servesWhatWasProduced() throws Exception {
        records.create("produced", Map.of());

        records.write("produced", "one", "two");

        assertThat(records.read("produced")).containsExactly("one", "two");
    }

    @Test
    void showsCommittedTransactionsOnly() throws Exception {
        records.create("transactional", Map.of());

        try (var producer = records.producer(Map.of("transactional.id", "writer"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactional", "aborted"));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactional", "committed"));
            producer.commitTransaction();
        }

        assertThat(records.read("transactional")).containsExactly("committed");
    }

    @Test
    void givesGroupsTheirPartitions() throws Exception {
        records.create("grouped", Map.of());
        records.write("grouped", "one");
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(), "group.id", "readers", "auto.offset.reset", "earliest");

        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("grouped"));
            var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            var found = 0;
            while (found == 0 && System.nanoTime() < deadline) {
                found = consumer.poll(Duration.ofSeconds(1)).count();
            }

            assertThat(found).isOne();
        }
    }

    @Test
    void doesNotCreateTopicsByItself() {
        try (var producer = records.producer(Map.of("max.block.ms", 300))) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("never-created", "value"))
                            .get())
                    .hasMessageContaining("never-created");
        }
        try (var admin = records.admin()) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("never-created"))
                            .allTopicNames()
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void takesRecordsOfFourMebibytes() throws Exception {
        records.create("large", Map.of());
        var large = "x".repeat(4 * 1024 * 1024);

        try (var producer = records.producer(Map.of("max.request.size", 5 * 1024 * 1024))) {
            producer.send(new ProducerRecord<>("large", large)).get();
        }

        assertThat(records.read("large")).containsExactly(large);
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        var port = Integer.parseInt(broker.bootstrapServers().substring("127.0.0.1:".length()));

        try (var socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress("127.0.0.2", port), 1000))
                    .hasMessageContaining("refused");
        }
    }

    @Test
    void continuesWithItsDataAfterARestart(@TempDir Path directory) throws Exception {
        String clusterId;
        int port;
        try (var first = EmbeddedBroker.start(new Settings(directory, 0))) {
            clusterId = first.clusterId();
            port = Integer.parseInt(first.bootstrapServers().substring("127.0.0.1:".length()));
            var client = new Records(first.bootstrapServers());
            client.create("kept", Map.of("cleanup.policy", "compact"));
            client.write("kept", "before");
        }
        try (var second = EmbeddedBroker.start(new Settings(directory, port))) {
            var client = new Records(second.bootstrapServers());
            client.write("kept", "after");

            assertThat(second.clusterId()).isEqualTo(clusterId);
            assertThat(client.read("kept")).containsExactly("before", "after");
        }
    }

    @Test
    void refusesADataDirectoryInUse() {
        assertThat(failureOfStart(new Settings(shared, 0)))
                .returns(Code.DATA_DIRECTORY_IN_USE, BrokerException::code)
                .hasMessageContaining(shared.toString())
                .hasMessageContaining("in use");
    }

    @Test
    void refusesAPortInUseAndLetsTheDirectoryGo(@TempDir Path directory) throws Exception {
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));

            assertThat(failureOfStart(new Settings(directory, taken.getLocalPort())))
                    .returns(Code.PORT_IN_USE, BrokerException::code)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
        DataDirectory.open(directory).close();
    }

    @Test
    void refusesDataThatIsNotItsOwn(@TempDir Path directory) throws Exception {
        Files.createDirectory(directory.resolve("kafka"));
        Files.writeString(directory.resolve("kafka/meta.properties"), "version=1\nnode.id=7\ncluster.id=else\n");

        assertThat(failureOfStart(new Settings(directory, 0)))
                .returns(Code.DATA_DIRECTORY_UNUSABLE, BrokerException::code)
                .hasMessageContaining(directory.toString());
    }

    @Test
    void saysWhyKafkaCouldNotReadItsData(@TempDir Path directory) throws Exception {
        EmbeddedBroker.start(new Settings(directory, 0)).close();
        Files.writeString(directory.resolve("kafka/__cluster_metadata-0/quorum-state"), "not json");

        assertThat(failureOfStart(new Settings(directory, 0)))
                .returns(Code.START_FAILED, BrokerException::code)
                .hasMessageContaining(directory.toString())
                .hasCauseInstanceOf(Exception.class);
        DataDirectory.open(directory).close();
    }

    @Test
    void closesOnce(@TempDir Path directory) {
        var once = EmbeddedBroker.start(new Settings(directory, 0));

        once.close();
        once.close();
    }

    private static BrokerException failureOfStart(Settings settings) {
        return catchThrowableOfType(
                BrokerException.class, () -> EmbeddedBroker.start(settings).close());
    }
}
