package io.headwater.healthchecker.kafka;

import io.headwater.healthchecker.core.ApplicationInfo;
import io.headwater.healthchecker.core.DriftInfo;
import io.headwater.healthchecker.core.Health;
import io.headwater.healthchecker.core.LiveHealth;
import io.headwater.healthchecker.core.OperationInfo;
import io.headwater.healthchecker.core.Reason;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.DriftComputed;
import io.headwater.schemas.avro.LiveObject;
import io.headwater.schemas.avro.OperationStep;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of one application, decoded, and kept up to date record by record. */
public final class ApplicationView {

    private final ApplicationKey key;
    private final Map<ObjectKey, LiveHealth> live = new HashMap<>();
    private final OperationSteps operations = new OperationSteps();
    private final Set<String> unreadable = new HashSet<>();
    private @Nullable ApplicationInfo application;
    private @Nullable DriftInfo drift;

    public ApplicationView(ApplicationKey key) {
        this.key = key;
    }

    /** Takes a record about the application. */
    public void take(Topic topic, String recordKey, Content content, Instant at) {
        switch (content) {
            case Content.Present(ApplicationObserved observed) -> application = HealthRecords.applicationOf(observed);
            case Content.Present(DriftComputed computed) -> drift = HealthRecords.driftOf(computed, at);
            case Content.Present(LiveObject object) -> {
                var health = HealthRecords.liveOf(object);
                live.put(health.key(), health);
            }
            case Content.Present(OperationStep step) -> operations.put(step);
            case Content.Present _ -> {}
            case Content.Removed() -> removed(topic, recordKey);
            case Content.Unreadable() -> {}
        }
        if (content instanceof Content.Unreadable) {
            unreadable.add(recordKey);
        } else {
            unreadable.remove(recordKey);
        }
    }

    /** The health of an object; empty if it is not live. */
    public Optional<LiveHealth> live(ObjectKey object) {
        return Optional.ofNullable(live.get(object));
    }

    /** The health of all objects. */
    public Collection<LiveHealth> live() {
        return live.values();
    }

    public Optional<ApplicationInfo> application() {
        return Optional.ofNullable(application);
    }

    /** Whether there is no such application, for certain. */
    public boolean isGone() {
        return application == null && !unreadable.contains(RecordKeys.application(key));
    }

    /** Whether nothing is known at all, any more or yet. */
    public boolean isEmpty() {
        return application == null && drift == null && live.isEmpty() && operations.isEmpty() && unreadable.isEmpty();
    }

    public Optional<DriftInfo> drift() {
        return Optional.ofNullable(drift);
    }

    public Optional<OperationInfo> operation() {
        return operations.newest();
    }

    /** Health by object; none for an object whose kind has no health. */
    public Map<ObjectKey, Optional<Health>> health() {
        var health = new HashMap<ObjectKey, Optional<Health>>();
        live.forEach((object, found) -> health.put(object, found.health()));
        return health;
    }

    /** What all live objects run. */
    public Set<String> images() {
        var images = new TreeSet<String>();
        live.values().forEach(object -> images.addAll(object.images()));
        return images;
    }

    /** Why nothing can be said about the application although it is there; empty when all records can be read. */
    public Optional<Reason> unreadable() {
        return unreadable.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reason(
                        "RecordUnreadable",
                        "%d records about %s can't be read; they were parked, see the dead letters"
                                .formatted(unreadable.size(), key)));
    }

    private void removed(Topic topic, String recordKey) {
        if (topic.equals(Topics.APPLICATIONS)) {
            application = null;
        } else if (topic.equals(Topics.DRIFT)) {
            drift = null;
        } else if (topic.equals(Topics.LIVE)) {
            live.remove(RecordKeys.objectOf(recordKey));
        } else if (topic.equals(Topics.OPERATIONS)) {
            var parts = recordKey.split("\\|", 3);
            operations.remove(parts[1], Integer.parseInt(parts[2]));
        }
    }
}
