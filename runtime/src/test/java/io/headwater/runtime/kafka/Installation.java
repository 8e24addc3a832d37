package io.headwater.runtime.kafka;

import io.headwater.runtime.RuntimeConfig;
import io.headwater.runtime.kafka.TopicsGuard.TopicsEpoch;
import io.headwater.schemas.Topic;
import io.headwater.schemas.avro.UnitDeclared;
import io.headwater.testcluster.kafka.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Topics of one test, and instances of a service that use them. Values are {@link UnitDeclared} on every topic: nothing here looks into them. */
final class Installation implements AutoCloseable {

    private final String bootstrapServers;
    private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final int partitions;
    private final Admin admin;
    private final List<Instance> instances = new ArrayList<>();
    private final Instance author;

    Installation(TestKafka kafka, int partitions, Topic... topics) {
        this.bootstrapServers = kafka.bootstrapServers();
        this.partitions = partitions;
        this.author = new Instance(access("author"));
        this.admin = author.kafka().admin();
        create(topics);
    }

    /** One of several processes of a service, by the name that it keeps across restarts. */
    Instance instance(String name) {
        var instance = new Instance(access(name));
        instances.add(instance);
        return instance;
    }

    KafkaAccess access(String instance) {
        return new KafkaAccess(new RuntimeConfig(
                bootstrapServers,
                Map.of(),
                prefix,
                partitions,
                (short) 1,
                instance,
                1,
                "argocd",
                Optional.empty(),
                Optional.empty(),
                Path.of("no-key"),
                Path.of("no-data")));
    }

    Admin admin() {
        return admin;
    }

    String name(Topic topic) {
        return topic.name(prefix);
    }

    /** Creates topics, and what takes their dead letters where that is missing. */
    void create(Topic... topics) {
        var wanted = new ArrayList<NewTopic>();
        for (var topic : topics) {
            wanted.add(new NewTopic(name(topic), new TopicsAdmin(author.kafka()).partitions(topic), (short) 1)
                    .configs(topic.configuration()));
            wanted.add(new NewTopic(topic.deadLetterName(prefix), 1, (short) 1));
        }
        var present = ids().keySet();
        wanted.removeIf(topic -> present.contains(topic.name()));
        done(() -> admin.createTopics(wanted).all().get());
        eventually(() ->
                ids().keySet().containsAll(wanted.stream().map(NewTopic::name).toList()));
    }

    void delete(Topic topic) {
        done(() -> admin.deleteTopics(Set.of(name(topic))).all().get());
        eventually(() -> !ids().containsKey(name(topic)));
    }

    /** The topics as they are now. */
    TopicsEpoch topics() {
        return new TopicsEpoch(ids());
    }

    void write(Topic topic, String key, String value) {
        author.publisher().send(topic, key, new UnitDeclared(value)).join();
    }

    void write(int partition, Topic topic, String key, String value) {
        author.publisher()
                .sendTo(partition, topic, key, new UnitDeclared(value))
                .join();
    }

    /** All that readers see of a topic, once it is as expected. */
    List<ConsumerRecord<String, byte[]>> await(String topic, Predicate<List<ConsumerRecord<String, byte[]>>> expected) {
        var found = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = author.kafka().stateConsumer()) {
            var all = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(all);
            eventually(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
                return expected.test(found);
            });
        }
        return found;
    }

    /** What a group has committed of a topic, by partition. */
    Map<Integer, Long> committed(String worker, Topic topic) {
        var group = author.kafka().group(worker + "-" + topics().digestOf(name(topic)));
        var committed = new HashMap<Integer, Long>();
        done(() -> admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get())
                .forEach((partition, position) -> committed.put(partition.partition(), position.offset()));
        return committed;
    }

    static void eventually(BooleanSupplier condition) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("what was waited for did not happen");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    @Override
    public void close() {
        instances.forEach(Instance::close);
        author.close();
        var mine = new HashSet<>(ids().keySet());
        done(() -> admin.deleteTopics(mine).all().get());
        admin.close();
    }

    private Map<String, Uuid> ids() {
        var ids = new HashMap<String, Uuid>();
        done(() -> admin.listTopics().listings().get()).stream()
                .filter(topic -> topic.name().startsWith(prefix + "."))
                .forEach(topic -> ids.put(topic.name(), topic.topicId()));
        return ids;
    }

    private static <T> T done(Asked<T> asked) {
        try {
            return asked.answer();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Asked<T> {
        T answer() throws InterruptedException, ExecutionException;
    }
}
