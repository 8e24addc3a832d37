package io.headwater.differ.topology;

import static io.headwater.differ.topology.Partition.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.headwater.differ.core.Manifests;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.ApplicationRef;
import io.headwater.schemas.avro.ClusterDiscovered;
import io.headwater.schemas.avro.DesiredObject;
import io.headwater.schemas.avro.DesiredSet;
import io.headwater.schemas.avro.Failure;
import io.headwater.schemas.avro.KindCompleted;
import io.headwater.schemas.avro.LiveObject;
import io.headwater.schemas.avro.ObjectOrphaned;
import io.headwater.schemas.avro.ObjectOutcome;
import io.headwater.schemas.avro.ObjectRef;
import io.headwater.schemas.avro.ObjectStepped;
import io.headwater.schemas.avro.ObjectTried;
import io.headwater.schemas.avro.OperationAccepted;
import io.headwater.schemas.avro.OperationFinished;
import io.headwater.schemas.avro.OperationPhase;
import io.headwater.schemas.avro.OperationStep;
import io.headwater.schemas.avro.ProjectObserved;
import io.headwater.schemas.avro.RenderedSet;
import io.headwater.schemas.avro.RequestSync;
import io.headwater.schemas.avro.ServedKind;
import io.headwater.schemas.avro.SettingsObserved;
import io.headwater.schemas.avro.SourceRevision;
import io.headwater.schemas.avro.Trial;
import io.headwater.schemas.avro.TrialQuestion;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The records that other services would write about the application {@code argocd/web} and its cluster. */
public final class Entries {

    public static final ApplicationKey WEB = new ApplicationKey("argocd", "web");
    public static final String SERVER = "https://cluster";
    public static final String SPEC = "spec-1";
    public static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");

    private static final ApplicationRef REFERENCE = new ApplicationRef(WEB.namespace(), WEB.name());

    private Entries() {}

    public static Entry application(String syncPolicy) {
        var spec = """
                {"destination": {"server": "https://cluster", "namespace": "shop"}, "syncPolicy": %s}""".formatted(syncPolicy);
        var value = ApplicationObserved.newBuilder()
                .setApplication(REFERENCE)
                .setUid("uid-1")
                .setSpecDigest(SPEC)
                .setProject("default")
                .setCluster(SERVER)
                .setProblems(List.of())
                .setSpec(CompressedJson.compress(spec.getBytes(UTF_8)))
                .setLabels(Map.of())
                .setAnnotations(Map.of())
                .setFinalizers(List.of())
                .build();
        return entry(Topics.APPLICATIONS, RecordKeys.application(WEB), value);
    }

    public static Entry applicationGone() {
        return entry(Topics.APPLICATIONS, RecordKeys.application(WEB), null);
    }

    /** That the cluster serves ConfigMaps, that all of them are known, and that neither the installation nor the project asks for anything. */
    public static List<Entry> cluster() {
        return List.of(
                discovered(List.of(served(CONFIG_MAP, true))),
                completed(CONFIG_MAP, 1),
                settings(Map.of()),
                project("{}"));
    }

    /** The project of the application. */
    public static Entry project(String spec) {
        var value = new ProjectObserved("argocd", "default", "digest", CompressedJson.compress(spec.getBytes(UTF_8)));
        return entry(Topics.PROJECTS, RecordKeys.project("argocd", "default"), value);
    }

    /** That an object of the application's namespace belongs to nobody. */
    public static Entry orphan(ObjectKey key) {
        return entry(
                Topics.ORPHANS,
                RecordKeys.object(WEB, key),
                new ObjectOrphaned(REFERENCE, SERVER, reference(key), "v1"));
    }

    /** That it belongs to somebody now, or is gone. */
    public static Entry adopted(ObjectKey key) {
        return entry(Topics.ORPHANS, RecordKeys.object(WEB, key), null);
    }

    /** The settings of the installation. */
    public static Entry settings(Map<String, String> values) {
        return entry(Topics.SETTINGS, RecordKeys.settings("argocd-cm"), new SettingsObserved(values));
    }

    public static ServedKind served(GroupKind kind, boolean namespaced) {
        return new ServedKind(kind.group(), kind.kind(), "v1", "things", namespaced, true);
    }

    public static Entry discovered(List<ServedKind> kinds) {
        return entry(
                Topics.LIVE,
                RecordKeys.cluster(SERVER),
                new ClusterDiscovered(SERVER, 1L, kinds, List.of(), null, NOON));
    }

    public static Entry completed(GroupKind kind, long resourceVersion) {
        var value = new KindCompleted(
                SERVER,
                kind.group(),
                kind.kind(),
                1L,
                String.valueOf(resourceVersion),
                null,
                NOON,
                ByteBuffer.allocate(0));
        return entry(Topics.LIVE, RecordKeys.kind(SERVER, kind), value);
    }

    /** Objects and then the set of them, as the renderer writes them. */
    public static List<Entry> rendered(String setDigest, KubernetesObject... objects) {
        var entries = Arrays.stream(objects).map(object -> {
            var digest = Manifests.digest(object);
            var value = new DesiredObject(REFERENCE, digest, compress(object));
            return entry(Topics.DESIRED, RecordKeys.desiredObject(WEB, digest), value);
        });
        var digests = Arrays.stream(objects).map(Manifests::digest).toList();
        return Stream.concat(entries, Stream.of(set(setDigest, digests, null))).toList();
    }

    public static Entry renderFailed(String setDigest, String code, KubernetesObject... objects) {
        var digests = Arrays.stream(objects).map(Manifests::digest).toList();
        return set(setDigest, digests, new Failure(code, "app.yaml:3: not YAML"));
    }

    private static Entry set(String setDigest, List<String> digests, @Nullable Failure failure) {
        var revisions = List.of(new SourceRevision(0, "https://git/repo", "main", "commit-of-" + setDigest));
        var good = new RenderedSet(setDigest, SPEC, revisions, digests, "Directory", NOON);
        return entry(
                Topics.DESIRED,
                RecordKeys.desiredSet(WEB),
                new DesiredSet(REFERENCE, SPEC, revisions, good, failure, NOON));
    }

    public static Entry live(KubernetesObject object, long resourceVersion) {
        var inCluster = Manifests.live(object, "uid-of-" + object.name(), resourceVersion);
        var value = new LiveObject(
                REFERENCE,
                SERVER,
                reference(inCluster.key()),
                String.valueOf(resourceVersion),
                inCluster.uid(),
                true,
                compress(inCluster));
        return entry(Topics.LIVE, RecordKeys.object(WEB, inCluster.key()), value);
    }

    /** The cluster was asked, and would leave the object as it is. */
    static Entry triedInVain(TrialQuestion question) {
        var trial = Trial.newBuilder()
                .setDesired(question.getDesired())
                .setLive(question.getLive())
                .build();
        var object = question.getObject();
        var key = ObjectKey.of(object.getGroup(), object.getKind(), object.getNamespace(), object.getName());
        return entry(Topics.TRIALS, RecordKeys.object(WEB, key), new ObjectTried(REFERENCE, object, List.of(trial)));
    }

    public static Entry deleted(ObjectKey key, long resourceVersion) {
        return new Entry(Topics.LIVE, RecordKeys.object(WEB, key), null, String.valueOf(resourceVersion));
    }

    public static Entry accepted(RequestSync request) {
        return step(
                request.getOperationId(),
                0,
                OperationAccepted.newBuilder().setRequest(request).build());
    }

    public static Entry stepped(String operationId, int sequence, KubernetesObject object, long resourceVersion) {
        return stepped(operationId, sequence, object, ObjectOutcome.SYNCED, resourceVersion);
    }

    public static Entry stepped(
            String operationId, int sequence, KubernetesObject object, ObjectOutcome outcome, long resourceVersion) {
        return step(
                operationId,
                sequence,
                new ObjectStepped(
                        reference(object.key()),
                        "v1",
                        "Sync",
                        0,
                        outcome,
                        "configured",
                        String.valueOf(resourceVersion),
                        0L,
                        "uid-of-" + object.name(),
                        List.of()));
    }

    public static Entry finished(RequestSync request, int sequence, OperationPhase phase) {
        var set = request.getSetDigest() == null ? "" : request.getSetDigest();
        return step(
                request.getOperationId(),
                sequence,
                new OperationFinished(phase, "it ended as " + phase, false, set, List.of()));
    }

    public static Entry superseded(RequestSync request) {
        return step(
                request.getOperationId(),
                1,
                new OperationFinished(OperationPhase.FAILED, "Git has moved on", true, "", List.of()));
    }

    private static Entry step(String operationId, int sequence, Object step) {
        return entry(
                Topics.OPERATIONS,
                RecordKeys.operationStep(WEB, operationId, sequence),
                new OperationStep(REFERENCE, operationId, sequence, NOON, step));
    }

    private static Entry entry(Topic topic, String key, @Nullable SpecificRecord value) {
        return new Entry(topic, key, value, "");
    }

    private static ObjectRef reference(ObjectKey key) {
        return new ObjectRef(key.group(), key.kind(), key.namespace(), key.name());
    }

    private static ByteBuffer compress(KubernetesObject object) {
        return CompressedJson.compress(CanonicalJson.write(object.tree()));
    }
}
