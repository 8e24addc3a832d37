package io.headwater.applier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.ContentDigest;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.tracking.Tracking;
import io.headwater.runtime.ProcessEnvironment;
import io.headwater.runtime.kafka.Publisher;
import io.headwater.runtime.kafka.WriterSchemas;
import io.headwater.runtime.sealing.SealedObjects;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.ApplicationRef;
import io.headwater.schemas.avro.ClusterDiscovered;
import io.headwater.schemas.avro.DesiredObject;
import io.headwater.schemas.avro.DesiredSet;
import io.headwater.schemas.avro.HealthAssessed;
import io.headwater.schemas.avro.HealthCode;
import io.headwater.schemas.avro.KindCompleted;
import io.headwater.schemas.avro.LiveObject;
import io.headwater.schemas.avro.ObjectRef;
import io.headwater.schemas.avro.OperationStep;
import io.headwater.schemas.avro.RenderedSet;
import io.headwater.schemas.avro.RequestSync;
import io.headwater.schemas.avro.ServedKind;
import io.headwater.schemas.avro.SettingsObserved;
import io.headwater.schemas.avro.SourceRevision;
import io.headwater.schemas.avro.SyncOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Plays the services around the applier for one application: says what they would say, and reads what the applier puts on record. */
final class Neighbours implements AutoCloseable {

    static final String CLUSTER = "https://kubernetes.default.svc";
    private static final Instant NOW = Instant.now();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ProcessEnvironment process;
    private final ApplicationKey application;
    private final String namespace;
    private final Publisher publisher;
    private final SealedObjects seals;
    private final Tracking tracking = new Tracking("argocd", "");
    private final RecordCodec codec = RecordCodec.ofThisVersion();
    private final KafkaConsumer<String, byte[]> operations;
    private final List<OperationStep> steps = new ArrayList<>();
    private int requests;

    Neighbours(ProcessEnvironment process, ApplicationKey application, String namespace) {
        this.process = process;
        this.application = application;
        this.namespace = namespace;
        process.guard().current();
        new WriterSchemas(process.kafka()).publishOwn();
        this.seals = new SealedObjects(process.sealer());
        this.publisher = new Publisher(
                process.kafka(), "neighbours", process.clock(), process.random(), Optional.empty(), failure -> {
                    throw new AssertionError("a neighbour could not write", failure);
                });
        this.operations = process.kafka().stateConsumer();
        operations.assign(operations.partitionsFor(process.kafka().name(Topics.OPERATIONS)).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        operations.seekToBeginning(operations.assignment());
    }

    /** The catalog: the Application asks for this. */
    void application(String... syncOptions) {
        var options = String.join(
                ",",
                Arrays.stream(syncOptions).map(option -> "\"" + option + "\"").toList());
        var spec = "{\"destination\":{\"namespace\":\"%s\"},\"syncPolicy\":{\"syncOptions\":[%s]}}"
                .formatted(namespace, options);
        publish(
                Topics.APPLICATIONS,
                RecordKeys.application(application),
                ApplicationObserved.newBuilder()
                        .setApplication(reference())
                        .setUid("uid")
                        .setSpecDigest("spec")
                        .setProject("default")
                        .setCluster(CLUSTER)
                        .setProblems(List.of())
                        .setSpec(CompressedJson.compress(spec.getBytes(UTF_8)))
                        .setLabels(Map.of())
                        .setAnnotations(Map.of())
                        .setFinalizers(List.of())
                        .build());
    }

    /** The renderer: Git says this. */
    void git(String set, KubernetesObject... objects) {
        var digests = new ArrayList<String>();
        for (var object : objects) {
            var stamped = seals.seal(tracking.stamp(application, object, namespace));
            var digest = ContentDigest.of(stamped.tree()).toString();
            digests.add(digest);
            publish(
                    Topics.DESIRED,
                    RecordKeys.desiredObject(application, digest),
                    DesiredObject.newBuilder()
                            .setApplication(reference())
                            .setDigest(digest)
                            .setObject(CompressedJson.compress(CanonicalJson.write(stamped.tree())))
                            .build());
        }
        var revisions = List.of(new SourceRevision(0, "https://git/shop", "main", "commit-of-" + set));
        publish(
                Topics.DESIRED,
                RecordKeys.desiredSet(application),
                DesiredSet.newBuilder()
                        .setApplication(reference())
                        .setSpecDigest("spec")
                        .setRevisions(revisions)
                        .setGood(RenderedSet.newBuilder()
                                .setSetDigest(set)
                                .setSpecDigest("spec")
                                .setRevisions(revisions)
                                .setDigests(digests)
                                .setSourceType("Directory")
                                .setRenderedAt(NOW)
                                .build())
                        .setTriedAt(NOW)
                        .build());
    }

    /** The cluster-watcher: the cluster serves what it serves, and every object of these kinds is known. The catalog: nothing is set for all applications. */
    void cluster(ClusterConnection connection, Set<String> known) {
        var kinds = connection.discover().all().stream()
                .map(kind -> ServedKind.newBuilder()
                        .setGroup(kind.groupKind().group())
                        .setKind(kind.groupKind().kind())
                        .setVersion(kind.preferred().type().version())
                        .setPlural(kind.preferred().type().plural())
                        .setNamespaced(kind.namespaced())
                        .setWatched(known.contains(kind.groupKind().kind()))
                        .build())
                .toList();
        publisher
                .sendEverywhere(
                        Topics.LIVE,
                        RecordKeys.cluster(CLUSTER),
                        ClusterDiscovered.newBuilder()
                                .setCluster(CLUSTER)
                                .setEpoch(1)
                                .setKinds(kinds)
                                .setStaleGroups(List.of())
                                .setSince(NOW)
                                .build())
                .join();
        publisher
                .sendEverywhere(Topics.SETTINGS, RecordKeys.settings("argocd-cm"), new SettingsObserved(Map.of()))
                .join();
        for (var kind : kinds) {
            var groupKind = new io.headwater.kubernetes.GroupKind(kind.getGroup(), kind.getKind());
            if (kind.getWatched()) {
                publisher
                        .sendEverywhere(
                                Topics.LIVE,
                                RecordKeys.kind(CLUSTER, groupKind),
                                KindCompleted.newBuilder()
                                        .setCluster(CLUSTER)
                                        .setGroup(kind.getGroup())
                                        .setKind(kind.getKind())
                                        .setEpoch(1)
                                        .setResourceVersion("1")
                                        .setSince(NOW)
                                        .build())
                        .join();
            }
        }
    }

    /** The cluster-watcher: the cluster holds this. */
    void live(KubernetesObject object) {
        var sealed = seals.seal(object);
        publish(
                Topics.LIVE,
                RecordKeys.object(application, object.key()),
                LiveObject.newBuilder()
                        .setApplication(reference())
                        .setCluster(CLUSTER)
                        .setObject(reference(object.key()))
                        .setResourceVersion(object.resourceVersion())
                        .setUid(object.uid())
                        .setTracked(tracking.ownerOf(object).equals(Optional.of(application)))
                        .setContent(CompressedJson.compress(CanonicalJson.write(sealed.tree())))
                        .build());
    }

    void gone(ObjectKey key, String resourceVersion) {
        publisher.remove(Topics.LIVE, RecordKeys.object(application, key), Map.of("resourceVersion", resourceVersion));
    }

    /** The health-checker: an object is like this. */
    void health(KubernetesObject object, HealthCode health) {
        publish(
                Topics.HEALTH,
                RecordKeys.object(application, object.key()),
                HealthAssessed.newBuilder()
                        .setApplication(reference())
                        .setObject(reference(object.key()))
                        .setUid(object.uid())
                        .setResourceVersion(object.resourceVersion())
                        .setGeneration(object.generation())
                        .setHealth(health)
                        .setMessage("")
                        .build());
    }

    /** The differ: asks for a sync to a set; returns the operation's id. */
    String asksFor(String set, boolean prune) {
        var id = application.name() + "-" + set + "-" + requests++;
        publish(
                Topics.SYNCS,
                RecordKeys.application(application),
                RequestSync.newBuilder()
                        .setOperationId(id)
                        .setApplication(reference())
                        .setOrigin(SyncOrigin.AUTOMATED)
                        .setInitiatedBy("")
                        .setSpecDigest("spec")
                        .setSetDigest(set)
                        .setPrune(prune)
                        .setObjects(List.of())
                        .setRequestedAt(NOW)
                        .build());
        return id;
    }

    /** Waits until the steps of an operation are as wanted. */
    List<Object> awaitSteps(String operationId, java.util.function.Predicate<List<Object>> wanted) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var found = stepsOf(operationId);
            if (wanted.test(found)) {
                return found;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the steps of " + operationId + " are still " + found);
            }
            for (var record : operations.poll(Duration.ofMillis(200))) {
                if (record.value() != null) {
                    steps.add(codec.decode(record.value(), OperationStep.class));
                }
            }
        }
    }

    /** In their order, each once. */
    List<Object> stepsOf(String operationId) {
        var found = new java.util.TreeMap<Integer, Object>();
        steps.stream()
                .filter(step -> step.getOperationId().equals(operationId))
                .forEach(step -> found.putIfAbsent(step.getSequence(), step.getStep()));
        return List.copyOf(found.values());
    }

    @Override
    public void close() {
        operations.close();
        publisher.close();
    }

    private void publish(io.headwater.schemas.Topic topic, String key, org.apache.avro.specific.SpecificRecord value) {
        publisher.send(topic, key, value).join();
    }

    private ApplicationRef reference() {
        return new ApplicationRef(application.namespace(), application.name());
    }

    private static ObjectRef reference(ObjectKey key) {
        return new ObjectRef(key.group(), key.kind(), key.namespace(), key.name());
    }
}
