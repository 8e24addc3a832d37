package io.headwater.runtime.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headwater.runtime.kafka.TopicsGuard.TopicsEpoch;
import io.headwater.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Utils;

/**
 * Shares out work that has no application - a watch, a repository to poll - among the instances of a service: a unit falls into a partition of
 * {@code units} by its name, and belongs to whoever owns the partition.
 */
public final class UnitOwnership implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaAccess kafka;
    private final EventLoop loop;
    private final Consumer<Owner> listener;
    private final Consumer<Throwable> onFailure;
    private final Set<Integer> partitions = new HashSet<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closing;

    /**
     * What this process owns.
     *
     * @param partitions the partitions of {@code units}
     */
    public record Owner(Set<Integer> partitions) {
        public Owner {
            partitions = Set.copyOf(partitions);
        }

        /** Whether a unit is this process's to look after. */
        public boolean owns(String unit) {
            return partitions.contains(
                    Utils.toPositive(Utils.murmur2(unit.getBytes(UTF_8))) % TopicsAdmin.UNIT_PARTITIONS);
        }
    }

    /**
     * @param service whose instances share the units
     * @param listener told on the loop of every change; what is owned no more must be let go of before it returns
     */
    public UnitOwnership(
            String service,
            KafkaAccess kafka,
            TopicsEpoch topics,
            EventLoop loop,
            Consumer<Owner> listener,
            Consumer<Throwable> onFailure) {
        this.kafka = kafka;
        this.loop = loop;
        this.listener = listener;
        this.onFailure = onFailure;
        this.consumer = kafka.groupConsumer(service, Topics.UNITS, topics);
        Thread.ofPlatform().daemon().name(service + "-units").start(this::run);
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            if (!ended.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the ownership of units did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(kafka.name(Topics.UNITS)), new Rebalance());
            while (!closing) {
                consumer.poll(POLL);
            }
        } catch (WakeupException e) {
            if (!closing) {
                onFailure.accept(e);
            }
        } catch (RuntimeException | Error e) {
            onFailure.accept(e);
        } finally {
            ended.countDown();
        }
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            assigned.forEach(partition -> partitions.add(partition.partition()));
            tell();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            revoked.forEach(partition -> partitions.remove(partition.partition()));
            tell();
            loop.drain(PATIENCE);
        }

        private void tell() {
            var owner = new Owner(partitions);
            loop.execute(() -> listener.accept(owner));
        }
    }
}
