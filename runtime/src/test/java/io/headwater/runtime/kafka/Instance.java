package io.headwater.runtime.kafka;

import io.headwater.runtime.sealing.Sealer;
import io.headwater.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What one process of a service has, and what it was told of that it can't go on after. Closes what was opened for it, the last first. */
final class Instance implements AutoCloseable {

    private final KafkaAccess kafka;
    private final Sealer sealer = Sealer.ephemeral();
    private final WriterSchemas schemas;
    private final DeadLetters deadLetters;
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private @Nullable Publisher publisher;

    Instance(KafkaAccess kafka) {
        this.kafka = kafka;
        this.schemas = new WriterSchemas(kafka);
        this.deadLetters = open(new DeadLetters(kafka, "tested", sealer, Clock.systemUTC(), new SimpleMeterRegistry()));
    }

    KafkaAccess kafka() {
        return kafka;
    }

    Sealer sealer() {
        return sealer;
    }

    WriterSchemas schemas() {
        return schemas;
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }

    List<Throwable> failures() {
        return failures;
    }

    RecordReader reader() {
        return new RecordReader(kafka, Topics.ALL, schemas, deadLetters);
    }

    Publisher publisher() {
        if (publisher == null) {
            publisher = publisher(Optional.empty());
        }
        return publisher;
    }

    /** A publisher whose transactions fence those of every earlier one of the same id. */
    Publisher transactionalPublisher(String id) {
        return publisher(Optional.of(id));
    }

    EventLoop loop(String name) {
        return open(new EventLoop(name, failures::add));
    }

    TopicFollower follower() {
        return open(new TopicFollower("tested", ReadingPace.AT_ONCE, kafka, reader(), deadLetters, failures::add));
    }

    PartitionWorker.Access workerAccess(TopicsGuard.TopicsEpoch topics) {
        return new PartitionWorker.Access(kafka, topics, reader(), deadLetters, failures::add);
    }

    <T extends AutoCloseable> T open(T resource) {
        opened.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Publisher publisher(Optional<String> transactionalId) {
        return open(new Publisher(kafka, "tested", Clock.systemUTC(), new Random(1), transactionalId, failures::add));
    }
}
