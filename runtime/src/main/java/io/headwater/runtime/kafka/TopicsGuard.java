package io.headwater.runtime.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headwater.runtime.ServiceException;
import io.headwater.runtime.ServiceException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an eye on the topics of the installation: creates them, and notices when one was deleted or created anew, upon which every service must
 * rebuild what it knows.
 *
 * <p>Clients do not tell of a deletion reliably, so the ids are asked for every two seconds; nothing on the way of a commit waits for that.
 */
public final class TopicsGuard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicsGuard.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private static final TopicsEpoch UNUSABLE = new TopicsEpoch(Map.of());

    private final KafkaAccess kafka;
    private final TopicsAdmin topics;
    private final List<Consumer<TopicsEpoch>> listeners = new CopyOnWriteArrayList<>();
    private @Nullable TopicsEpoch epoch;
    private @Nullable Admin admin;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * The topics from their creation to the loss of one of them.
     *
     * @param ids the id of each topic by its name
     */
    public record TopicsEpoch(Map<String, Uuid> ids) {
        public TopicsEpoch {
            ids = Map.copyOf(ids);
        }

        /** Eight digits that are others in every epoch. */
        public String digest() {
            return digest(ids);
        }

        /** Eight digits that are others once this topic is created anew. */
        public String digestOf(String topic) {
            var id = Objects.requireNonNull(ids.get(topic), () -> topic + " is no topic of the catalogue");
            return digest(Map.of(topic, id));
        }

        private static String digest(Map<String, Uuid> ids) {
            var sum = new CRC32C();
            new TreeMap<>(ids).forEach((name, id) -> sum.update((name + id).getBytes(UTF_8)));
            return "%08x".formatted(sum.getValue());
        }
    }

    public TopicsGuard(KafkaAccess kafka) {
        this.kafka = kafka;
        this.topics = new TopicsAdmin(kafka);
    }

    /**
     * The topics as they are now; created where they were missing.
     *
     * @throws ServiceException if the broker does not answer, or a topic is not as it must be
     */
    public synchronized TopicsEpoch current() {
        if (epoch != null && topics.areStill(client(), epoch.ids())) {
            return epoch;
        }
        var first = epoch == null;
        var now = new TopicsEpoch(topics.ensure(client()));
        epoch = now;
        if (first) {
            Thread.ofVirtual().name("topics-guard").start(this::watch);
        } else {
            tellOfLoss(now);
        }
        return now;
    }

    /**
     * To be told when the topics of {@link #current()} are no more what they were, with those that there are instead; whoever noticed it. Without any if one of
     * them is not as it must be, which the next call of {@link #current()} says.
     */
    public void onLoss(Consumer<TopicsEpoch> listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized void close() {
        closed.countDown();
        if (admin != null) {
            admin.close(Duration.ofSeconds(2));
        }
    }

    private Admin client() {
        if (admin == null) {
            admin = kafka.admin();
        }
        return admin;
    }

    private void watch() {
        while (pause()) {
            try {
                look();
            } catch (ServiceException | KafkaException e) {
                LOG.atDebug().addKeyValue("error", e).log("The broker did not say which topics there are");
            }
        }
    }

    private synchronized void look() {
        if (closed.getCount() > 0 && epoch != null) {
            try {
                current();
            } catch (ServiceException e) {
                if (e.code() != Code.TOPICS_MISMATCH) {
                    throw e;
                }
                tellOfLoss(UNUSABLE);
            }
        }
    }

    private void tellOfLoss(TopicsEpoch now) {
        LOG.atWarn().log("A topic was deleted or created anew: every service rebuilds what it knows");
        listeners.forEach(listener -> listener.accept(now));
    }

    private boolean pause() {
        try {
            return !closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
