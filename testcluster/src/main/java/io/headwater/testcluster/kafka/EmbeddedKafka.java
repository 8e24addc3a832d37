package io.headwater.testcluster.kafka;

import io.headwater.broker.EmbeddedBroker;
import io.headwater.testcluster.FileTree;
import io.headwater.testcluster.TestClusterException;
import io.headwater.testcluster.TestClusterException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The broker of module {@code broker}, in this JVM, with a data directory that goes with it. */
public final class EmbeddedKafka implements KafkaProvider {

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public TestKafka start() {
        try {
            var directory = Files.createTempDirectory("headwater-kafka-");
            return new Running(directory, EmbeddedBroker.start(new EmbeddedBroker.Settings(directory, 0)));
        } catch (IOException e) {
            throw new TestClusterException(Code.FILES, "no place for Kafka's data: " + e.getMessage(), e);
        }
    }

    private record Running(Path directory, EmbeddedBroker broker) implements TestKafka {

        @Override
        public String bootstrapServers() {
            return broker.bootstrapServers();
        }

        @Override
        public void close() {
            broker.close();
            try {
                FileTree.delete(directory);
            } catch (IOException e) {
                throw new TestClusterException(Code.FILES, "cannot delete Kafka's data in " + directory, e);
            }
        }
    }
}
