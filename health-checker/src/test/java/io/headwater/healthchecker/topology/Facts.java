package io.headwater.healthchecker.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.ApplicationRef;
import io.headwater.schemas.avro.ClusterDiscovered;
import io.headwater.schemas.avro.Difference;
import io.headwater.schemas.avro.DriftCause;
import io.headwater.schemas.avro.DriftComputed;
import io.headwater.schemas.avro.Failure;
import io.headwater.schemas.avro.LiveObject;
import io.headwater.schemas.avro.ObjectDrift;
import io.headwater.schemas.avro.ObjectRef;
import io.headwater.schemas.avro.OperationAccepted;
import io.headwater.schemas.avro.OperationFinished;
import io.headwater.schemas.avro.OperationPhase;
import io.headwater.schemas.avro.OperationStep;
import io.headwater.schemas.avro.RequestSync;
import io.headwater.schemas.avro.SourceRevision;
import io.headwater.schemas.avro.SyncOrigin;
import io.headwater.schemas.avro.SyncVerdict;
import io.headwater.schemas.avro.WaveStarting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a service says of the application {@code argocd/web}, which has one Deployment.
 *
 * @param value null where there is nothing any more
 */
record Facts(Topic topic, String key, @Nullable SpecificRecord value) {

    static final ApplicationKey WEB = new ApplicationKey("argocd", "web");
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final String SERVER = "https://cluster";
    private static final ApplicationRef REFERENCE = new ApplicationRef(WEB.namespace(), WEB.name());
    private static final ObjectRef DEPLOYMENT = new ObjectRef("apps", "Deployment", "shop", "web");

    static Facts application() {
        var spec = """
                {"destination": {"server": "https://cluster", "namespace": "shop"}, "source": {"repoURL": "https://git/repo"}}""";
        var value = ApplicationObserved.newBuilder()
                .setApplication(REFERENCE)
                .setUid("uid-1")
                .setSpecDigest("spec-1")
                .setProject("default")
                .setCluster(SERVER)
                .setProblems(List.of())
                .setSpec(CompressedJson.compress(spec.getBytes(UTF_8)))
                .setLabels(Map.of())
                .setAnnotations(Map.of())
                .setFinalizers(List.of())
                .build();
        return new Facts(Topics.APPLICATIONS, RecordKeys.application(WEB), value);
    }

    static Facts applicationGone() {
        return new Facts(Topics.APPLICATIONS, RecordKeys.application(WEB), null);
    }

    static Facts cluster() {
        return new Facts(
                Topics.LIVE,
                RecordKeys.cluster(SERVER),
                new ClusterDiscovered(SERVER, 1L, List.of(), List.of(), null, NOON));
    }

    static Facts verdict(SyncVerdict verdict, String revision) {
        var difference = verdict == SyncVerdict.SYNCED ? Difference.NONE : Difference.MODIFIED;
        var object = new ObjectDrift(DEPLOYMENT, "v1", difference, false, 0, "", List.of(), 0, DriftCause.UNKNOWN);
        return drift(verdict, revision, List.of(object), List.of());
    }

    static Facts waitsForRendering() {
        return drift(SyncVerdict.UNKNOWN, "", List.of(), List.of(new Failure("RenderPending", "waits")));
    }

    private static Facts drift(SyncVerdict verdict, String revision, List<ObjectDrift> objects, List<Failure> reasons) {
        var revisions = List.of(new SourceRevision(0, "https://git/repo", "main", revision));
        return new Facts(
                Topics.DRIFT,
                RecordKeys.application(WEB),
                new DriftComputed(REFERENCE, verdict, reasons, "spec-1", "set-1", revisions, objects, List.of()));
    }

    static Facts deployment(int available) {
        var object = """
                {"apiVersion": "apps/v1", "kind": "Deployment",
                 "metadata": {"name": "web", "namespace": "shop", "uid": "uid-2", "resourceVersion": "7", "generation": 1},
                 "spec": {"replicas": 1},
                 "status": {"observedGeneration": 1, "replicas": 1, "updatedReplicas": 1, "availableReplicas": %d}}""".formatted(available);
        return new Facts(
                Topics.LIVE,
                deploymentKey(),
                new LiveObject(
                        REFERENCE,
                        SERVER,
                        DEPLOYMENT,
                        "7",
                        "uid-2",
                        true,
                        CompressedJson.compress(object.getBytes(UTF_8))));
    }

    /** Where the health of the Deployment stands. */
    static String deploymentKey() {
        return RecordKeys.application(WEB) + "|apps/Deployment/shop/web";
    }

    static Facts accepted() {
        var request = RequestSync.newBuilder()
                .setOperationId("op-1")
                .setApplication(REFERENCE)
                .setOrigin(SyncOrigin.AUTOMATED)
                .setInitiatedBy("")
                .setSpecDigest("spec-1")
                .setPrune(true)
                .setObjects(List.of())
                .setRequestedAt(NOON)
                .build();
        return step(0, OperationAccepted.newBuilder().setRequest(request).build());
    }

    static Facts waveStarting(int sequence, int wave) {
        return step(sequence, new WaveStarting("set-1", List.of(), "Sync", wave));
    }

    static Facts succeeded(int sequence) {
        return step(sequence, new OperationFinished(OperationPhase.SUCCEEDED, "done", false, "set-1", List.of()));
    }

    private static Facts step(int sequence, Object step) {
        return new Facts(
                Topics.OPERATIONS,
                RecordKeys.operationStep(WEB, "op-1", sequence),
                new OperationStep(REFERENCE, "op-1", sequence, NOON, step));
    }
}
