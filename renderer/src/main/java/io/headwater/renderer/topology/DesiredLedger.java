package io.headwater.renderer.topology;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.renderer.core.DesiredContent;
import io.headwater.renderer.core.GoodSet;
import io.headwater.renderer.core.KnownSet;
import io.headwater.renderer.kafka.RendererRecords;
import io.headwater.runtime.kafka.Publisher;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.DesiredObject;
import io.headwater.schemas.avro.DesiredSet;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a partition of {@code desired}, and what is written there. Only on the partition's event loop.
 *
 * <p>Objects are written before the set that names them, and taken back only after a set that does not. Only differences are written.
 */
final class DesiredLedger {

    private final Publisher publisher;
    private final Clock clock;
    private final Map<ApplicationKey, Desired> applications = new HashMap<>();
    private final Map<String, Integer> unseen = new HashMap<>();

    private static final class Desired {
        private @Nullable DesiredSet record;
        private @Nullable KnownSet set;
        private final Set<String> objects = new HashSet<>();
    }

    DesiredLedger(Publisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /** What others know about what an application wants. */
    Optional<KnownSet> known(ApplicationKey application) {
        var desired = applications.get(application);
        return desired == null ? Optional.empty() : Optional.ofNullable(desired.set);
    }

    /** Whether others have all these objects of an application. */
    boolean has(ApplicationKey application, Collection<String> digests) {
        var desired = applications.get(application);
        return digests.isEmpty() || desired != null && desired.objects.containsAll(digests);
    }

    /** Takes a record of the topic; returns the application if somebody else had the last word on it. */
    Optional<ApplicationKey> seen(TopicRecord record) {
        var awaited = unseen.getOrDefault(record.key(), 0);
        if (awaited > 0) {
            unseen.compute(record.key(), (key, count) -> awaited == 1 ? null : awaited - 1);
            return Optional.empty();
        }
        var application = RecordKeys.applicationOf(record.key());
        application.ifPresent(key -> take(applications.computeIfAbsent(key, ignored -> new Desired()), record));
        return application;
    }

    private static void take(Desired desired, TopicRecord record) {
        var digest = RecordKeys.digestOf(record.key());
        switch (record.content()) {
            case Content.Present(DesiredSet set) -> {
                desired.record = set;
                desired.set = RendererRecords.set(set);
            }
            case Content.Present(DesiredObject object) -> desired.objects.add(object.getDigest());
            case Content.Present _, Content.Removed(), Content.Unreadable() ->
                digest.ifPresentOrElse(desired.objects::remove, () -> {
                    desired.record = null;
                    desired.set = null;
                });
        }
    }

    /**
     * Writes a set that rendered, with those of its objects that others don't have, and takes back what it doesn't name.
     *
     * @param contents its objects; those that others have may be missing
     */
    void publish(ApplicationKey application, GoodSet good, List<DesiredContent> contents) {
        var desired = applications.computeIfAbsent(application, ignored -> new Desired());
        for (var content : contents) {
            if (desired.objects.add(content.digest())) {
                var record = RendererRecords.record(application, content);
                send(RecordKeys.desiredObject(application, content.digest()), record);
                history(application, record);
            }
        }
        publish(application, KnownSet.of(good));
        withdrawUnnamed(application);
    }

    /** Writes a set, if it is not what others know. */
    void publish(ApplicationKey application, KnownSet set) {
        var desired = applications.computeIfAbsent(application, ignored -> new Desired());
        if (!set.equals(desired.set)) {
            var record = RendererRecords.record(application, set, desired.record, clock.instant());
            desired.record = record;
            desired.set = set;
            send(RecordKeys.desiredSet(application), record);
            history(application, record);
        }
    }

    /** Takes back the objects that the last good set doesn't name; nothing where there is no set. */
    void withdrawUnnamed(ApplicationKey application) {
        var desired = applications.get(application);
        if (desired == null || desired.set == null) {
            return;
        }
        var named = new HashSet<>(desired.set.good().map(GoodSet::digests).orElse(List.of()));
        for (var digest : List.copyOf(desired.objects)) {
            if (!named.contains(digest)) {
                desired.objects.remove(digest);
                remove(RecordKeys.desiredObject(application, digest));
            }
        }
    }

    /** Takes back everything about an application that is gone. */
    void withdraw(ApplicationKey application) {
        var desired = applications.remove(application);
        if (desired == null) {
            return;
        }
        if (desired.set != null) {
            remove(RecordKeys.desiredSet(application));
        }
        desired.objects.forEach(digest -> remove(RecordKeys.desiredObject(application, digest)));
    }

    private void send(String key, SpecificRecord record) {
        unseen.merge(key, 1, Integer::sum);
        publisher.send(Topics.DESIRED, key, record);
    }

    private void remove(String key) {
        unseen.merge(key, 1, Integer::sum);
        publisher.remove(Topics.DESIRED, key);
    }

    private void history(ApplicationKey application, Object what) {
        publisher.send(
                Topics.HISTORY,
                RecordKeys.application(application),
                RendererRecords.history(application, what, clock.instant()));
    }
}
