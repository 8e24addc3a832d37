package io.headwater.testcluster.kafka;

import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A kind of broker for tests: {@code embedded} is always there, others are found as services, as {@code testcontainers} in the Maven profile of that name. */
public interface KafkaProvider {

    /** What the system property {@code headwater.kafka} calls it. */
    String name();

    /** Starts one; ready when this returns. */
    TestKafka start();

    /**
     * The provider of that name.
     *
     * @throws IllegalArgumentException when there is none on the class path
     */
    static KafkaProvider named(String name) {
        var others = ServiceLoader.load(KafkaProvider.class).stream().map(ServiceLoader.Provider::get);
        var all = Stream.concat(Stream.of(new EmbeddedKafka()), others).toList();
        return all.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("headwater.kafka=" + name + ", but there are only "
                        + all.stream().map(KafkaProvider::name).collect(Collectors.joining(", "))
                        + " (testcontainers needs the Maven profile of that name)"));
    }
}
