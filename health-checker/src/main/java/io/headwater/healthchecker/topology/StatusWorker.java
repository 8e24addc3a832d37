package io.headwater.healthchecker.topology;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.healthchecker.core.StatusTransition;
import io.headwater.healthchecker.kafka.HealthRecords;
import io.headwater.healthchecker.kafka.PublishedStatus;
import io.headwater.healthchecker.kubernetes.StatusWriter;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.runtime.kafka.StateListener;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.avro.StatusChanged;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the statuses of one partition to the hub: for each application one write at a time, always of the status that is the newest when its turn
 * comes; one from which the application is moving on, as while a sync runs, only if it lasts. All partitions of the process share few turns: while many applications change at once, what they passed through in the meantime is left out,
 * and the API server has time for the changes themselves.
 *
 * <p>Confined to the partition's event loop, but for what waits, of which a writer takes the newest.
 */
final class StatusWorker implements StateListener {

    private static final Logger LOG = LoggerFactory.getLogger(StatusWorker.class);

    /** Most syncs take less, and are told of once. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final StatusWriter writer;
    private final Announcements announcements;
    private final EventLoop loop;
    private final Clock clock;
    private final Semaphore turns;
    private final Map<ApplicationKey, StatusChanged> waiting = new ConcurrentHashMap<>();
    private final Set<ApplicationKey> underway = new HashSet<>();
    private final Map<ApplicationKey, EventLoop.Timer> settling = new HashMap<>();
    private final Map<ApplicationKey, Duration> pauses = new HashMap<>();
    private boolean begun;

    /** @param turns how many may write at a time */
    StatusWorker(StatusWriter writer, Announcements announcements, EventLoop loop, Clock clock, Semaphore turns) {
        this.writer = writer;
        this.announcements = announcements;
        this.loop = loop;
        this.clock = clock;
        this.turns = turns;
    }

    @Override
    public void restore(TopicRecord record) {
        take(record);
    }

    @Override
    public void begin() {
        begun = true;
        waiting.keySet().forEach(this::write);
    }

    @Override
    public void changed(TopicRecord record) {
        var key = take(record);
        if (record.content() instanceof Content.Present(StatusChanged changed)
                && PublishedStatus.of(changed).isOnItsWay()) {
            settling.computeIfAbsent(key, ignored -> loop.schedule(SETTLING, () -> settled(key)));
        } else {
            settled(key);
        }
    }

    /** It has come to rest, or has been under way for long enough to be worth telling of. */
    private void settled(ApplicationKey key) {
        Optional.ofNullable(settling.remove(key)).ifPresent(EventLoop.Timer::cancel);
        write(key);
    }

    @Override
    public void end() {
        waiting.clear();
        settling.values().forEach(EventLoop.Timer::cancel);
        settling.clear();
        begun = false;
    }

    private ApplicationKey take(TopicRecord record) {
        var key = RecordKeys.applicationOf(record.key()).orElseThrow();
        switch (record.content()) {
            case Content.Present(StatusChanged changed) -> waiting.put(key, changed);
            case Content.Removed() -> waiting.remove(key);
            case Content.Present _, Content.Unreadable() -> {}
        }
        return key;
    }

    private void write(ApplicationKey key) {
        if (begun && !settling.containsKey(key) && waiting.containsKey(key) && underway.add(key)) {
            loop.offload(() -> writeInTurn(key));
        }
    }

    private void writeInTurn(ApplicationKey key) {
        turns.acquireUninterruptibly();
        try {
            var newest = waiting.remove(key);
            if (newest != null) {
                write(key, newest);
            } else {
                loop.execute(() -> written(key));
            }
        } finally {
            turns.release();
        }
    }

    private void write(ApplicationKey key, StatusChanged changed) {
        try {
            var status = HealthRecords.statusOf(changed);
            var before =
                    writer.write(key, changed.getUid(), status, Optional.ofNullable(changed.getFinishedOperationId()));
            before.ifPresent(earlier -> announce(key, changed, earlier, status));
            loop.execute(() -> written(key));
        } catch (KubernetesException e) {
            loop.execute(() -> failed(key, changed, e));
        }
    }

    private void written(ApplicationKey key) {
        underway.remove(key);
        pauses.remove(key);
        write(key);
    }

    /** A status that could not be written is tried again, ever more slowly, unless a newer one has come. */
    private void failed(ApplicationKey key, StatusChanged changed, KubernetesException reason) {
        LOG.atWarn()
                .addKeyValue("application", key)
                .addKeyValue("reason", reason.getMessage())
                .log("The status of an Application could not be written");
        var pause = pauses.merge(
                key,
                SHORTEST_PAUSE,
                (last, ignored) -> last.compareTo(LONGEST_PAUSE) < 0 ? last.multipliedBy(2) : last);
        loop.schedule(pause, () -> {
            underway.remove(key);
            if (begun) {
                waiting.putIfAbsent(key, changed);
            }
            write(key);
        });
    }

    private void announce(ApplicationKey key, StatusChanged changed, ObjectNode before, ObjectNode after) {
        for (var transition : StatusTransition.between(before, after)) {
            announcements.add(key, changed.getUid(), transition, clock.instant());
        }
    }
}
