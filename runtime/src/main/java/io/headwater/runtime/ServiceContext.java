package io.headwater.runtime;

import io.headwater.runtime.config.Configuration;
import io.headwater.runtime.kafka.DeadLetters;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.runtime.kafka.KafkaAccess;
import io.headwater.runtime.kafka.PartitionWorker;
import io.headwater.runtime.kafka.Publisher;
import io.headwater.runtime.kafka.ReadingPace;
import io.headwater.runtime.kafka.RecordReader;
import io.headwater.runtime.kafka.StateListener;
import io.headwater.runtime.kafka.TopicFollower;
import io.headwater.runtime.kafka.TopicsAdmin;
import io.headwater.runtime.kafka.TopicsGuard.TopicsEpoch;
import io.headwater.runtime.kafka.UnitOwnership;
import io.headwater.runtime.kafka.WriterSchemas;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What one start of a service is given. What it makes for the service fails together with it: any failure is reported to {@link #onFailure}.
 *
 * @param service the service's name
 * @param process what it shares with other services of its process
 * @param topics the topics as they are during this start
 * @param schemas the schemas with which records were written
 * @param deadLetters where records go that can't be dealt with
 * @param onFailure to be told of what the service can't go on after; it is then closed and built up anew
 */
public record ServiceContext(
        String service,
        ProcessEnvironment process,
        TopicsEpoch topics,
        WriterSchemas schemas,
        DeadLetters deadLetters,
        Consumer<Throwable> onFailure) {

    public RuntimeConfig config() {
        return process.config();
    }

    public Configuration settings() {
        return process.settings();
    }

    public KafkaAccess kafka() {
        return process.kafka();
    }

    public Clock clock() {
        return process.clock();
    }

    public RandomGenerator random() {
        return process.random();
    }

    /** A publisher of records; the service closes it. */
    public Publisher publisher() {
        return new Publisher(kafka(), service, clock(), random(), Optional.empty(), onFailure);
    }

    /** A publisher whose transactions fence those of every earlier one of the same id; the service closes it. */
    public Publisher transactionalPublisher(String id) {
        return new Publisher(kafka(), service, clock(), random(), Optional.of(service + "-" + id), onFailure);
    }

    /** An event loop; the service closes it. */
    public EventLoop eventLoop(String name) {
        return new EventLoop(service + "-" + name, onFailure);
    }

    /** What reads records of all topics. */
    public RecordReader reader() {
        return new RecordReader(kafka(), Topics.ALL, schemas, deadLetters);
    }

    /** What a {@link PartitionWorker} needs. */
    public PartitionWorker.Access workerAccess() {
        return new PartitionWorker.Access(kafka(), topics, reader(), deadLetters, onFailure);
    }

    /**
     * Shares work without an application with the service's other instances; the service closes it.
     *
     * @param listener told on the loop of every change; what is owned no more must be let go of before it returns
     */
    public UnitOwnership shareUnits(EventLoop loop, Consumer<UnitOwnership.Owner> listener) {
        return new UnitOwnership(service, kafka(), topics, loop, listener, onFailure);
    }

    /** Follows all partitions of topics from their beginning; the service closes the follower. */
    public TopicFollower follow(ReadingPace pace, List<Topic> followed, StateListener listener, EventLoop loop) {
        var follower = new TopicFollower(service, pace, kafka(), reader(), deadLetters, onFailure);
        follower.follow(TopicFollower.allOf(kafka(), new TopicsAdmin(kafka()), followed), listener, loop);
        return follower;
    }

    /** Follows all partitions of topics from their end; the service closes the follower. */
    public TopicFollower followNew(List<Topic> followed, StateListener listener, EventLoop loop) {
        var follower =
                new TopicFollower(service + "-new", ReadingPace.AT_ONCE, kafka(), reader(), deadLetters, onFailure);
        follower.followNew(TopicFollower.allOf(kafka(), new TopicsAdmin(kafka()), followed), listener, loop);
        return follower;
    }
}
