package io.headwater.runtime.kafka;

import io.headwater.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads partitions of state topics from their beginning and goes on with what is written, for any number of listeners that come and go.
 *
 * <p>One thread polls; each listener's records are handed to that listener's event loop. A listener that works slower than records come is
 * waited for.
 */
public final class TopicFollower implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LONGEST_BACKLOG = 10_000;

    private final ReadingPace pace;
    private final RecordReader reader;
    private final Delivery delivery;
    private final Consumer<Throwable> onFailure;
    private final KafkaConsumer<String, byte[]> consumer;
    private final ConcurrentLinkedQueue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final Map<TopicPartition, Subscription> subscriptions = new HashMap<>();
    private final List<CatchUp> asked = new ArrayList<>();
    private final List<CaughtUp> catchingUp = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean closing;

    /** @param onFailure told when the topics can't be read any more */
    public TopicFollower(
            String name,
            ReadingPace pace,
            KafkaAccess kafka,
            RecordReader reader,
            DeadLetters deadLetters,
            Consumer<Throwable> onFailure) {
        this.pace = pace;
        this.reader = reader;
        this.delivery = new Delivery(deadLetters);
        this.onFailure = onFailure;
        this.consumer = kafka.stateConsumer();
        this.thread = Thread.ofPlatform().daemon().name(name + "-follower").unstarted(this::run);
        thread.start();
    }

    /**
     * Begins to follow partitions for a listener.
     *
     * @param partitions none of which this follower follows already
     */
    public void follow(Set<TopicPartition> partitions, StateListener listener, EventLoop loop) {
        request(() -> begin(partitions, new Subscription(listener, loop), false));
    }

    /**
     * Begins to follow partitions from their end: nothing is restored, and every record that is written after {@link StateListener#begin} was called
     * will be told.
     *
     * @param partitions none of which this follower follows already
     */
    public void followNew(Set<TopicPartition> partitions, StateListener listener, EventLoop loop) {
        request(() -> begin(partitions, new Subscription(listener, loop), true));
    }

    /** Stops following partitions. Records that were handed over already are not taken back. */
    public void forget(Set<TopicPartition> partitions) {
        request(() -> {
            partitions.forEach(subscriptions::remove);
            consumer.assign(subscriptions.keySet());
        });
    }

    /**
     * Runs a task on a loop once everything that stands on the partitions now has been handed over; never if they are forgotten before.
     *
     * @param partitions which this follower follows for that loop
     */
    public void whenCaughtUp(Set<TopicPartition> partitions, EventLoop loop, Runnable task) {
        request(() -> asked.add(new CatchUp(partitions, loop, task)));
    }

    /** All partitions of topics. */
    public static Set<TopicPartition> allOf(KafkaAccess kafka, TopicsAdmin topics, List<Topic> followed) {
        return followed.stream()
                .flatMap(topic -> IntStream.range(0, topics.partitions(topic))
                        .mapToObj(partition -> new TopicPartition(kafka.name(topic), partition)))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        closing = true;
        wake();
        try {
            if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("a follower of topics did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void request(Runnable request) {
        requests.add(request);
        wake();
    }

    private void wake() {
        consumer.wakeup();
        LockSupport.unpark(thread);
    }

    private void run() {
        try (consumer) {
            while (!closing) {
                turn();
            }
        } catch (RuntimeException | Error e) {
            if (!closing) {
                onFailure.accept(e);
            }
        } finally {
            ended.countDown();
        }
    }

    /** A request is removed only when it was served, so one that a wake-up interrupts is served again; all of them bear that. */
    private void turn() {
        try {
            for (var request = requests.peek(); request != null; request = requests.peek()) {
                request.run();
                requests.remove();
            }
            beginToCatchUp();
            if (subscriptions.isEmpty()) {
                LockSupport.park(this);
            } else {
                var records = consumer.poll(POLL);
                records.forEach(this::dispatch);
                Set.copyOf(subscriptions.values()).forEach(Subscription::beginIfComplete);
                catchingUp.removeIf(this::isOver);
                if (!records.isEmpty() && isUpToDate()) {
                    LockSupport.parkNanos(this, pace.gathering().toNanos());
                }
            }
        } catch (WakeupException e) {
            Thread.yield();
        }
    }

    private void begin(Set<TopicPartition> partitions, Subscription subscription, boolean fromEnd) {
        partitions.forEach(partition -> subscriptions.put(partition, subscription));
        consumer.assign(subscriptions.keySet());
        var ends = consumer.endOffsets(partitions);
        if (fromEnd) {
            ends.forEach(consumer::seek);
        } else {
            consumer.seekToBeginning(partitions);
        }
        subscription.awaited.putAll(ends);
        subscription.beginIfComplete();
    }

    /** Asks the broker once for all that want to know. */
    private void beginToCatchUp() {
        if (asked.isEmpty()) {
            return;
        }
        var partitions =
                asked.stream().flatMap(wish -> wish.partitions.stream()).collect(Collectors.toSet());
        var ends = consumer.endOffsets(partitions);
        for (var wish : asked) {
            var own = wish.partitions.stream().collect(Collectors.toMap(Function.identity(), ends::get));
            catchingUp.add(new CaughtUp(own, wish.loop, wish.task));
        }
        asked.clear();
        catchingUp.removeIf(this::isOver);
    }

    private boolean isUpToDate() {
        return catchingUp.isEmpty() && subscriptions.values().stream().allMatch(subscription -> subscription.begun);
    }

    /** Also when it is waited for in vain. */
    private boolean isOver(CaughtUp waiting) {
        if (!subscriptions.keySet().containsAll(waiting.ends.keySet())) {
            return true;
        }
        var reached =
                waiting.ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        if (reached) {
            waiting.loop.execute(waiting.task);
        }
        return reached;
    }

    private void dispatch(ConsumerRecord<String, byte[]> raw) {
        var subscription = subscriptions.get(new TopicPartition(raw.topic(), raw.partition()));
        if (subscription == null) {
            return;
        }
        if (subscription.loop.backlog() > LONGEST_BACKLOG) {
            subscription.loop.drain(PATIENCE);
        }
        var record = reader.read(raw);
        delivery.hand(
                record,
                subscription.loop,
                subscription.begun ? subscription.listener::changed : subscription.listener::restore,
                () -> {});
    }

    /** A task that waits until some partitions have been read up to where they will be found to end. */
    private record CatchUp(Set<TopicPartition> partitions, EventLoop loop, Runnable task) {}

    /** A task that waits until some partitions have been read up to where they ended. */
    private record CaughtUp(Map<TopicPartition, Long> ends, EventLoop loop, Runnable task) {}

    private final class Subscription {
        private final StateListener listener;
        private final EventLoop loop;
        private final Map<TopicPartition, Long> awaited = new HashMap<>();
        private boolean begun;

        Subscription(StateListener listener, EventLoop loop) {
            this.listener = listener;
            this.loop = loop;
        }

        void beginIfComplete() {
            if (begun) {
                return;
            }
            for (var partition : new HashSet<>(awaited.keySet())) {
                if (consumer.position(partition) >= awaited.getOrDefault(partition, 0L)) {
                    awaited.remove(partition);
                }
            }
            if (awaited.isEmpty()) {
                begun = true;
                loop.execute(listener::begin);
            }
        }
    }
}
