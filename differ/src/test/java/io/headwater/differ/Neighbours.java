package io.headwater.differ;

import io.headwater.differ.topology.Entry;
import io.headwater.runtime.ProcessEnvironment;
import io.headwater.runtime.Supervisor;
import io.headwater.runtime.config.Configuration;
import io.headwater.runtime.kafka.Publisher;
import io.headwater.runtime.sealing.Sealer;
import io.headwater.schemas.EventHeaders;
import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.DriftComputed;
import io.headwater.schemas.avro.RequestSync;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** All other services, as far as the differ sees them: they write records, and read what the differ writes. */
final class Neighbours implements AutoCloseable {

    private static final RecordCodec CODEC = RecordCodec.ofThisVersion();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 2;

    private final ProcessEnvironment process;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<RequestSync> requests = new ArrayList<>();
    private final List<DriftComputed> verdicts = new ArrayList<>();
    private int requestsSeen;
    private int verdictsSeen;
    private Publisher publisher;
    private Publisher transactional;
    private @Nullable Supervisor differ;

    Neighbours(String bootstrapServers, Path directory) throws IOException {
        Sealer.createKey(directory.resolve("key"));
        process = ProcessEnvironment.of(Configuration.of(Map.of(
                "kafka.bootstrap.servers",
                bootstrapServers,
                "topics.prefix",
                "test-" + UUID.randomUUID(),
                "sealing.key.file",
                directory.resolve("key").toString(),
                "data.directory",
                directory.resolve("data").toString(),
                "instance",
                "differ-1",
                "topics.partitions",
                String.valueOf(PARTITIONS))));
        process.guard().current();
        publisher = publisher(Optional.empty());
        transactional = publisher(Optional.of("test"));
        consumer = process.kafka().stateConsumer();
        follow();
    }

    void startDiffer() {
        var started = new Supervisor(new Differ(), process, failure -> {
            throw new IllegalStateException(failure);
        });
        started.start();
        differ = started;
        await(started::isReady, "the differ is not ready");
    }

    void stopDiffer() {
        if (differ != null) {
            differ.close();
            differ = null;
        }
    }

    /** Writes records; steps of operations in transactions, as the applier does. */
    void write(List<Entry> entries) {
        for (var entry : entries) {
            if (entry.topic().equals(Topics.OPERATIONS)) {
                transactional.transaction(() -> write(transactional, entry));
            } else {
                write(publisher, entry);
            }
        }
    }

    /** All topics are deleted, upon which the guard makes them anew; returns once the differ works with the new ones. */
    void loseTopics() {
        var lost = new AtomicBoolean();
        process.guard().onLoss(now -> lost.set(true));
        try (var admin = process.kafka().admin()) {
            var names = process.guard().current().ids().keySet();
            admin.deleteTopics(names).all().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        consumer.assign(List.of());
        await(lost::get, "nobody noticed that the topics are gone");
        publisher.close();
        transactional.close();
        publisher = publisher(Optional.empty());
        transactional = publisher(Optional.of("test"));
        follow();
        var rebuilt = Objects.requireNonNull(differ);
        await(rebuilt::isReady, "the differ was not built up anew");
    }

    RequestSync awaitRequest() {
        await(() -> requests.size() > requestsSeen, "no request");
        return requests.get(requestsSeen++);
    }

    void awaitVerdict(Predicate<DriftComputed> wanted) {
        await(
                () -> {
                    var found = verdicts.subList(verdictsSeen, verdicts.size()).stream()
                            .anyMatch(wanted);
                    verdictsSeen = verdicts.size();
                    return found;
                },
                "no such verdict among " + verdicts);
    }

    List<RequestSync> requests() {
        return requests;
    }

    List<DriftComputed> verdicts() {
        return verdicts;
    }

    @Override
    public void close() {
        stopDiffer();
        consumer.close();
        publisher.close();
        transactional.close();
        process.close();
    }

    private Publisher publisher(Optional<String> transactionalId) {
        return new Publisher(process.kafka(), "test", process.clock(), new Random(1), transactionalId, failure -> {});
    }

    private void follow() {
        var partitions = List.of(Topics.DRIFT, Topics.SYNCS).stream()
                .flatMap(topic -> IntStream.range(0, PARTITIONS)
                        .mapToObj(
                                partition -> new TopicPartition(process.kafka().name(topic), partition)))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private static void write(Publisher publisher, Entry entry) {
        if (entry.value() == null) {
            publisher.remove(
                    entry.topic(), entry.key(), Map.of(EventHeaders.RESOURCE_VERSION, entry.resourceVersion()));
        } else if (entry.key().startsWith("*|")) {
            publisher.sendEverywhere(entry.topic(), entry.key(), entry.value()).join();
        } else {
            publisher.send(entry.topic(), entry.key(), entry.value());
        }
    }

    private void await(BooleanSupplier condition, String otherwise) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise);
            }
            listen();
        }
    }

    private void listen() {
        if (consumer.assignment().isEmpty()) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            return;
        }
        for (var record : consumer.poll(Duration.ofMillis(50))) {
            if (record.value() == null) {
                continue;
            }
            if (record.topic().equals(process.kafka().name(Topics.SYNCS))) {
                if (CODEC.decode(record.value()) instanceof RequestSync request) {
                    requests.add(request);
                }
            } else {
                verdicts.add(CODEC.decode(record.value(), DriftComputed.class));
            }
        }
    }
}
