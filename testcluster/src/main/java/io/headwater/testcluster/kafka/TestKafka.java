package io.headwater.testcluster.kafka;

/** A Kafka broker that tests share: whoever uses it makes topics of its own, with names that nobody else has. */
public interface TestKafka extends AutoCloseable {

    /** Where clients connect. */
    String bootstrapServers();

    /** Stops it, with what is in it. */
    @Override
    void close();
}
