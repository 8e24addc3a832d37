package io.headwater.runtime.kafka;

import io.headwater.runtime.ServiceException;
import io.headwater.runtime.ServiceException.Code;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topic.Partitioning;
import io.headwater.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics of the catalogue where they are missing, and checks those that are there. */
public final class TopicsAdmin {

    /** The number of partitions over which work without an application is shared out. */
    public static final int UNIT_PARTITIONS = 16;

    private static final Duration CREATION = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final KafkaAccess kafka;

    public TopicsAdmin(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    /**
     * Creates what is missing and checks what is there.
     *
     * @return the ids of all topics: a later change of one means that it was created anew
     * @throws ServiceException {@code TOPICS_MISMATCH} if a topic has another number of partitions than its siblings must have; {@code
     *     KAFKA_UNAVAILABLE} if the broker does not answer
     */
    public Map<String, Uuid> ensure(Admin admin) {
        var wanted = wanted();
        var present = describe(admin, wanted.keySet().stream().toList());
        create(
                admin,
                wanted.values().stream()
                        .filter(topic -> !present.containsKey(topic.name()))
                        .toList());
        var all = present.size() == wanted.size() ? present : awaitAll(admin, List.copyOf(wanted.keySet()));
        check(wanted, all);
        return all.values().stream().collect(Collectors.toMap(TopicDescription::name, TopicDescription::topicId));
    }

    /** Whether all topics are still those with these ids. */
    public boolean areStill(Admin admin, Map<String, Uuid> ids) {
        var present = describe(admin, List.copyOf(ids.keySet()));
        return ids.entrySet().stream().allMatch(entry -> Optional.ofNullable(present.get(entry.getKey()))
                .map(TopicDescription::topicId)
                .filter(entry.getValue()::equals)
                .isPresent());
    }

    /** How many partitions a topic has in this installation. */
    public int partitions(Topic topic) {
        return switch (topic.partitioning()) {
            case BY_APPLICATION -> kafka.config().applicationPartitions();
            case BY_UNIT -> UNIT_PARTITIONS;
            case SINGLE -> 1;
        };
    }

    private Map<String, NewTopic> wanted() {
        return Topics.ALL.stream()
                .flatMap(topic -> topic.equals(Topics.SCHEMAS)
                        ? Stream.of(newTopic(topic))
                        : Stream.of(newTopic(topic), deadLetters(topic)))
                .collect(Collectors.toMap(NewTopic::name, Function.identity()));
    }

    private NewTopic newTopic(Topic topic) {
        return new NewTopic(kafka.name(topic), partitions(topic), kafka.config().replicationFactor())
                .configs(topic.configuration());
    }

    private NewTopic deadLetters(Topic topic) {
        var kept = new Topic(
                topic.noun(),
                "as in " + topic.noun(),
                List.of(),
                Partitioning.SINGLE,
                new Topic.Retention.Timed(Topics.HISTORY_KEPT),
                "What could not be read from " + topic.noun());
        return new NewTopic(
                        topic.deadLetterName(kafka.config().topicPrefix()),
                        1,
                        kafka.config().replicationFactor())
                .configs(kept.configuration());
    }

    private static void check(Map<String, NewTopic> wanted, Map<String, TopicDescription> present) {
        var wrong = new ArrayList<String>();
        present.forEach((name, description) -> {
            var expected = wanted.get(name);
            if (expected != null && description.partitions().size() != expected.numPartitions()) {
                wrong.add("%s has %d partitions instead of %d"
                        .formatted(name, description.partitions().size(), expected.numPartitions()));
            }
        });
        if (!wrong.isEmpty()) {
            throw new ServiceException(
                    Code.TOPICS_MISMATCH,
                    "%s: set topics.partitions to what the topics have, or delete them to have them rebuilt"
                            .formatted(String.join(", ", wrong)),
                    null);
        }
    }

    private static void create(Admin admin, List<NewTopic> missing) {
        for (var created : admin.createTopics(missing).values().values()) {
            try {
                await(created);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw unavailable(e);
                }
            }
        }
    }

    /** A broker has created a topic before it knows about it itself. */
    private static Map<String, TopicDescription> awaitAll(Admin admin, List<String> names) {
        var deadline = System.nanoTime() + CREATION.toNanos();
        while (System.nanoTime() < deadline) {
            var found = describe(admin, names);
            if (found.size() == names.size()) {
                return found;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new ServiceException(Code.KAFKA_UNAVAILABLE, "topics that were created are not there yet", null);
    }

    private static Map<String, TopicDescription> describe(Admin admin, List<String> names) {
        var found = new HashMap<String, TopicDescription>();
        for (var entry : admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                found.put(entry.getKey(), await(entry.getValue()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw unavailable(e);
                }
            }
        }
        return found;
    }

    private static <T> T await(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException(Code.KAFKA_UNAVAILABLE, "interrupted while waiting for the broker", e);
        }
    }

    private static ServiceException unavailable(ExecutionException e) {
        return new ServiceException(Code.KAFKA_UNAVAILABLE, "the broker did not answer: " + e.getCause(), e.getCause());
    }
}
