package io.headwater.runtime.kafka;

import io.headwater.runtime.kafka.TopicsGuard.TopicsEpoch;
import io.headwater.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Shares out the partitions of one driving topic with the other instances of a service, and gives each partition that it owns an event loop, a
 * listener, and the same partition of other topics.
 *
 * <p>A partition's listener first gets all state restored and {@link StateListener#begin}; only then commands. When the partition is taken away,
 * {@link StateListener#end} has returned before the next owner can begin, unless the broker has long given this process up.
 */
public final class PartitionWorker implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Accepted commands are committed together: one that is told again, after a kill, is recognised. */
    private static final Duration COMMIT_PACE = Duration.ofMillis(100);

    private final KafkaAccess kafka;
    private final String name;
    private final Topic driving;
    private final boolean commands;
    private final List<Topic> state;
    private final ListenerFactory listeners;
    private final RecordReader reader;
    private final Delivery delivery;
    private final Consumer<Throwable> onFailure;
    private final TopicFollower follower;
    private final KafkaConsumer<String, byte[]> consumer;
    private final ConcurrentLinkedQueue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Owned> owned = new HashMap<>();
    private final Set<Integer> restoring = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean assigned;
    private volatile boolean closing;

    /** Makes what looks after one partition. */
    @FunctionalInterface
    public interface ListenerFactory {
        /**
         * Called before the partition's state is read.
         *
         * @param loop on which the listener is called, and to which it hands whatever else touches its state
         * @param state lets a command wait for what it was decided from
         */
        CommandListener listenTo(int partition, EventLoop loop, CatchUp state);
    }

    /** Topics are not ordered against each other: a command may come before the state that it was decided from. */
    @FunctionalInterface
    public interface CatchUp {
        /** Runs a task on the loop once everything that stands on the partition's state topics now has been handed over. */
        void then(Runnable task);
    }

    private PartitionWorker(
            String name,
            ReadingPace pace,
            Access access,
            Topic driving,
            boolean commands,
            List<Topic> state,
            ListenerFactory listeners) {
        this.kafka = access.kafka();
        this.name = name;
        this.driving = driving;
        this.commands = commands;
        this.state = List.copyOf(state);
        this.listeners = listeners;
        this.reader = access.reader();
        this.delivery = new Delivery(access.deadLetters());
        this.onFailure = access.onFailure();
        this.follower = new TopicFollower(name, pace, kafka, reader, access.deadLetters(), onFailure);
        this.consumer = kafka.groupConsumer(name, driving, access.topics());
        Thread.ofPlatform().daemon().name(name + "-worker").start(this::run);
    }

    /** What a worker needs of its service. */
    public record Access(
            KafkaAccess kafka,
            TopicsEpoch topics,
            RecordReader reader,
            DeadLetters deadLetters,
            Consumer<Throwable> onFailure) {}

    /**
     * A worker that is driven by commands, whose offsets are committed as they are accepted.
     *
     * @param name what its consumer group is named after
     * @param state the topics whose same partition is read alongside
     */
    public static PartitionWorker drivenByCommands(
            String name, Access access, Topic commands, List<Topic> state, ListenerFactory listeners) {
        return new PartitionWorker(name, ReadingPace.AT_ONCE, access, commands, true, state, listeners);
    }

    /**
     * A worker that is driven by state: each owner reads it from the beginning, and nothing is committed.
     *
     * @param name what its consumer group is named after
     * @param pace how soon it needs to know what changes
     * @param driving whose partitions are shared out; must be among {@code state} to be read
     */
    public static PartitionWorker drivenByState(
            String name,
            ReadingPace pace,
            Access access,
            Topic driving,
            List<Topic> state,
            BiFunction<Integer, EventLoop, StateListener> listeners) {
        return new PartitionWorker(
                name,
                pace,
                access,
                driving,
                false,
                state,
                (partition, loop, _) -> new WithoutCommands(listeners.apply(partition, loop)));
    }

    /** Whether this process knows its share, and each partition of it has begun; there may be none. */
    public boolean isReady() {
        return assigned && restoring.isEmpty();
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            if (!ended.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the worker " + name + " did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            follower.close();
        }
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(kafka.name(driving)), new Rebalance());
            while (!closing) {
                turn();
            }
            release(Set.copyOf(owned.keySet()));
        } catch (RuntimeException | Error e) {
            if (!closing) {
                onFailure.accept(e);
            }
        } finally {
            ended.countDown();
        }
    }

    private void turn() {
        try {
            for (var request = requests.peek(); request != null; request = requests.peek()) {
                request.run();
                requests.remove();
            }
            consumer.poll(POLL).forEach(this::dispatch);
        } catch (WakeupException e) {
            Thread.yield();
        }
    }

    private void dispatch(ConsumerRecord<String, byte[]> raw) {
        var partition = owned.get(raw.partition());
        if (partition != null) {
            partition.begun(raw.offset());
            Runnable accepted = () -> partition.accepted(raw.offset());
            delivery.hand(
                    reader.read(raw),
                    partition.loop,
                    record -> partition.listener.commanded(record, accepted),
                    accepted);
        }
    }

    private void request(Runnable request) {
        requests.add(request);
        consumer.wakeup();
    }

    private void own(int partition) {
        var loop = new EventLoop(name + "-" + partition, onFailure);
        var statePartitions = statePartitions(partition);
        CatchUp catchUp = task -> follower.whenCaughtUp(statePartitions, loop, task);
        var mine = new Owned(partition, listeners.listenTo(partition, loop, catchUp), loop);
        owned.put(partition, mine);
        restoring.add(partition);
        consumer.pause(Set.of(mine.drivingPartition()));
        follower.follow(statePartitions, mine, loop);
    }

    private Set<TopicPartition> statePartitions(int partition) {
        return state.stream()
                .map(topic -> new TopicPartition(kafka.name(topic), partition))
                .collect(Collectors.toSet());
    }

    private void release(Collection<Integer> partitions) {
        for (var partition : partitions) {
            var mine = owned.remove(partition);
            if (mine != null) {
                restoring.remove(partition);
                follower.forget(statePartitions(mine.partition));
                mine.loop.execute(mine.listener::end);
                mine.loop.drain(PATIENCE);
                mine.loop.close();
            }
        }
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> own(partition.partition()));
            assigned = true;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            release(partitions.stream().map(TopicPartition::partition).toList());
        }
    }

    /** A partition that this process owns. */
    private final class Owned implements StateListener {
        private final int partition;
        private final CommandListener listener;
        private final EventLoop loop;
        private final TreeSet<Long> unaccepted = new TreeSet<>();
        private long next;
        private boolean commitDue;

        Owned(int partition, CommandListener listener, EventLoop loop) {
            this.partition = partition;
            this.listener = listener;
            this.loop = loop;
        }

        TopicPartition drivingPartition() {
            return new TopicPartition(kafka.name(driving), partition);
        }

        @Override
        public void restore(TopicRecord record) {
            listener.restore(record);
        }

        @Override
        public void begin() {
            listener.begin();
            restoring.remove(partition);
            if (commands) {
                request(() -> {
                    if (owned.get(partition) == this) {
                        consumer.resume(Set.of(drivingPartition()));
                    }
                });
            }
        }

        @Override
        public void changed(TopicRecord record) {
            listener.changed(record);
        }

        synchronized void begun(long offset) {
            unaccepted.add(offset);
            next = Math.max(next, offset + 1);
        }

        synchronized void accepted(long offset) {
            unaccepted.remove(offset);
            if (!commitDue) {
                commitDue = true;
                loop.schedule(COMMIT_PACE, () -> request(this::commit));
            }
        }

        private void commit() {
            if (owned.get(partition) == this) {
                consumer.commitAsync(Map.of(drivingPartition(), new OffsetAndMetadata(firstUnaccepted())), null);
            }
        }

        private synchronized long firstUnaccepted() {
            commitDue = false;
            return unaccepted.isEmpty() ? next : unaccepted.first();
        }
    }

    /** Adapts a listener of state to a worker whose driving partitions stay paused. */
    private record WithoutCommands(StateListener listener) implements CommandListener {
        @Override
        public void restore(TopicRecord record) {
            listener.restore(record);
        }

        @Override
        public void begin() {
            listener.begin();
        }

        @Override
        public void changed(TopicRecord record) {
            listener.changed(record);
        }

        @Override
        public void end() {
            listener.end();
        }

        @Override
        public void commanded(TopicRecord record, Runnable accepted) {
            throw new IllegalStateException("a command on " + record.topic().noun() + ", which holds state");
        }
    }
}
