package io.headwater.healthchecker.topology;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.healthchecker.core.StatusTransition;
import io.headwater.healthchecker.kafka.HealthRecords;
import io.headwater.healthchecker.kubernetes.ApplicationEvents;
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
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the statuses of one partition to the hub: for each application one write at a time, always of the newest status, and as many applications at a
 * time as the hub bears. Confined to the partition's event loop.
 */
final class StatusWorker implements StateListener {

    private static final Logger LOG = LoggerFactory.getLogger(StatusWorker.class);
    private static final int AT_A_TIME = 8;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final StatusWriter writer;
    private final ApplicationEvents events;
    private final EventLoop loop;
    private final Clock clock;
    private final Map<ApplicationKey, StatusChanged> waiting = new LinkedHashMap<>();
    private final Set<ApplicationKey> underway = new HashSet<>();
    private boolean begun;

    StatusWorker(StatusWriter writer, ApplicationEvents events, EventLoop loop, Clock clock) {
        this.writer = writer;
        this.events = events;
        this.loop = loop;
        this.clock = clock;
    }

    @Override
    public void restore(TopicRecord record) {
        take(record);
    }

    @Override
    public void begin() {
        begun = true;
        writeNext();
    }

    @Override
    public void changed(TopicRecord record) {
        take(record);
        writeNext();
    }

    @Override
    public void end() {
        waiting.clear();
        begun = false;
    }

    private void take(TopicRecord record) {
        var key = RecordKeys.applicationOf(record.key()).orElseThrow();
        switch (record.content()) {
            case Content.Present(StatusChanged changed) -> waiting.put(key, changed);
            case Content.Removed() -> waiting.remove(key);
            case Content.Present _, Content.Unreadable() -> {}
        }
    }

    private void writeNext() {
        if (!begun) {
            return;
        }
        var ready = new ArrayDeque<>(waiting.keySet());
        ready.removeIf(underway::contains);
        while (underway.size() < AT_A_TIME && !ready.isEmpty()) {
            write(ready.removeFirst());
        }
    }

    private void write(ApplicationKey key) {
        var changed = waiting.remove(key);
        if (changed == null) {
            throw new IllegalStateException("nothing waits to be written for " + key);
        }
        underway.add(key);
        loop.offload(() -> {
            try {
                var status = HealthRecords.statusOf(changed);
                var before = writer.write(
                        key, changed.getUid(), status, Optional.ofNullable(changed.getFinishedOperationId()));
                loop.execute(() -> written(key));
                before.ifPresent(earlier -> announce(key, changed, earlier, status));
            } catch (KubernetesException e) {
                loop.execute(() -> failed(key, changed, e));
            }
        });
    }

    private void written(ApplicationKey key) {
        underway.remove(key);
        writeNext();
    }

    /** A status that could not be written is tried again, unless a newer one has come. */
    private void failed(ApplicationKey key, StatusChanged changed, KubernetesException reason) {
        LOG.atWarn()
                .addKeyValue("application", key)
                .addKeyValue("reason", reason.getMessage())
                .log("The status of an Application could not be written");
        loop.schedule(PAUSE, () -> {
            underway.remove(key);
            if (begun) {
                waiting.putIfAbsent(key, changed);
            }
            writeNext();
        });
    }

    private void announce(ApplicationKey key, StatusChanged changed, ObjectNode before, ObjectNode after) {
        for (var transition : StatusTransition.between(before, after)) {
            try {
                events.write(key, changed.getUid(), transition, clock.instant());
            } catch (KubernetesException e) {
                LOG.atInfo()
                        .addKeyValue("application", key)
                        .addKeyValue("reason", e.getMessage())
                        .log("An Event could not be written");
            }
        }
    }
}
