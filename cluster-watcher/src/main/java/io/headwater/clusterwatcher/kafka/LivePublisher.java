package io.headwater.clusterwatcher.kafka;

import io.headwater.clusterwatcher.core.LiveChange;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.ContentDigest;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.runtime.kafka.Publisher;
import io.headwater.runtime.sealing.SealedObjects;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.EventHeaders;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ApplicationRef;
import io.headwater.schemas.avro.ClusterDiscovered;
import io.headwater.schemas.avro.HistoryRecorded;
import io.headwater.schemas.avro.KindCompleted;
import io.headwater.schemas.avro.LiveObject;
import io.headwater.schemas.avro.LiveObjectGone;
import io.headwater.schemas.avro.ObjectOrphaned;
import io.headwater.schemas.avro.ObjectRef;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Publishes live objects, sealed, and how complete the knowledge of them is.
 *
 * <p>Not thread-safe: confined to the worker's event loop.
 */
public final class LivePublisher {

    private final Publisher publisher;
    private final SealedObjects sealing;
    private final Clock clock;
    private final Map<String, ContentDigest> substances = new HashMap<>();

    public LivePublisher(Publisher publisher, SealedObjects sealing, Clock clock) {
        this.publisher = publisher;
        this.sealing = sealing;
        this.clock = clock;
    }

    /** Publishes a change. */
    public void tell(String cluster, LiveChange.Told change) {
        switch (change) {
            case LiveChange.Publish publish -> publish(cluster, publish);
            case LiveChange.Withdraw withdraw -> withdraw(cluster, withdraw);
            case LiveChange.Orphan orphan ->
                publisher.send(
                        Topics.ORPHANS,
                        RecordKeys.object(orphan.application(), orphan.key()),
                        new ObjectOrphaned(ref(orphan.application()), cluster, ref(orphan.key()), orphan.version()));
            case LiveChange.Adopt adopt ->
                publisher.remove(Topics.ORPHANS, RecordKeys.object(adopt.application(), adopt.key()));
        }
    }

    private void publish(String cluster, LiveChange.Publish change) {
        var object = sealing.seal(change.object());
        var live = LiveObject.newBuilder()
                .setApplication(ref(change.application()))
                .setCluster(cluster)
                .setObject(ref(change.key()))
                .setResourceVersion(object.resourceVersion())
                .setUid(object.uid())
                .setTracked(change.tracked())
                .setContent(CompressedJson.compress(CanonicalJson.write(object.tree())))
                .build();
        var key = RecordKeys.object(change.application(), change.key());
        publisher.send(Topics.LIVE, key, live);
        // What controllers write about it all the time is not worth remembering.
        var substance = ContentDigest.of(object.substance().tree());
        if (!substance.equals(substances.put(key, substance))) {
            record(change.application(), live);
        }
    }

    private void withdraw(String cluster, LiveChange.Withdraw change) {
        var key = RecordKeys.object(change.application(), change.key());
        publisher.remove(Topics.LIVE, key, Map.of(EventHeaders.RESOURCE_VERSION, change.resourceVersion()));
        substances.remove(key);
        record(
                change.application(),
                LiveObjectGone.newBuilder()
                        .setCluster(cluster)
                        .setObject(ref(change.key()))
                        .setResourceVersion(change.resourceVersion())
                        .build());
    }

    /** Publishes what a cluster serves. */
    public void publish(ClusterDiscovered discovered) {
        publisher.sendEverywhere(Topics.LIVE, RecordKeys.cluster(discovered.getCluster()), discovered);
    }

    /** Publishes whether all objects of a kind are known; to be called after the objects were published. */
    public void publish(KindCompleted completed) {
        var kind = new GroupKind(completed.getGroup(), completed.getKind());
        publisher.sendEverywhere(Topics.LIVE, RecordKeys.kind(completed.getCluster(), kind), completed);
    }

    /** Publishes that a kind is not followed any more. */
    public void forget(String cluster, GroupKind kind) {
        publisher.sendEverywhere(Topics.LIVE, RecordKeys.kind(cluster, kind), null);
    }

    private void record(ApplicationKey application, Object what) {
        publisher.send(
                Topics.HISTORY,
                RecordKeys.application(application),
                HistoryRecorded.newBuilder()
                        .setApplication(ref(application))
                        .setAt(clock.instant())
                        .setWhat(what)
                        .build());
    }

    private static ApplicationRef ref(ApplicationKey key) {
        return new ApplicationRef(key.namespace(), key.name());
    }

    private static ObjectRef ref(ObjectKey key) {
        return new ObjectRef(key.group(), key.kind(), key.namespace(), key.name());
    }
}
