package io.headwater.healthchecker.topology;

import io.headwater.healthchecker.core.StatusTransition;
import io.headwater.healthchecker.kubernetes.ApplicationEvents;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.client.KubernetesException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events about transitions, written one after the other and not faster than some in a second: they are there to be read afterwards, and while many
 * applications change at once the API server has the changes themselves to make.
 *
 * <p>As all Events they are best effort: what does not fit into the queue, what the hub refuses and what waits when the process ends is left out.
 */
final class Announcements implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
    private static final Duration REST = Duration.ofMillis(20);
    private static final int LONGEST_QUEUE = 20_000;

    private final ApplicationEvents events;
    private final LinkedBlockingQueue<Announcement> queue = new LinkedBlockingQueue<>(LONGEST_QUEUE);
    private final Thread thread;

    private record Announcement(ApplicationKey application, String uid, StatusTransition transition, Instant at) {}

    Announcements(ApplicationEvents events) {
        this.events = events;
        this.thread = Thread.ofVirtual().name("health-checker-events").start(this::run);
    }

    /** Has an Event written in its turn. */
    void add(ApplicationKey application, String uid, StatusTransition transition, Instant at) {
        if (!queue.offer(new Announcement(application, uid, transition, at))) {
            LOG.atWarn()
                    .addKeyValue("application", application)
                    .addKeyValue("waiting", LONGEST_QUEUE)
                    .log("An Event is left out because too many wait");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                write(queue.take());
                Thread.sleep(REST);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Announcement next) {
        try {
            events.write(next.application(), next.uid(), next.transition(), next.at());
        } catch (KubernetesException e) {
            LOG.atInfo()
                    .addKeyValue("application", next.application())
                    .addKeyValue("reason", e.getMessage())
                    .log("An Event could not be written");
        }
    }
}
