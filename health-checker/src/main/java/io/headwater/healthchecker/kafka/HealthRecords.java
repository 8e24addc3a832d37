package io.headwater.healthchecker.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.healthchecker.core.ApplicationInfo;
import io.headwater.healthchecker.core.DriftInfo;
import io.headwater.healthchecker.core.DriftInfo.ComparedObject;
import io.headwater.healthchecker.core.Health;
import io.headwater.healthchecker.core.HealthStatus;
import io.headwater.healthchecker.core.LiveHealth;
import io.headwater.healthchecker.core.Reason;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.UnreadableRecordException;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.ApplicationRef;
import io.headwater.schemas.avro.Difference;
import io.headwater.schemas.avro.DriftComputed;
import io.headwater.schemas.avro.Failure;
import io.headwater.schemas.avro.HealthAssessed;
import io.headwater.schemas.avro.HealthCode;
import io.headwater.schemas.avro.LiveObject;
import io.headwater.schemas.avro.ObjectDrift;
import io.headwater.schemas.avro.ObjectRef;
import io.headwater.schemas.avro.SourceRevision;
import io.headwater.schemas.avro.StatusChanged;
import io.headwater.schemas.avro.SyncVerdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns records of other services into the core's own, and the core's into records. */
public final class HealthRecords {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private HealthRecords() {}

    public static ApplicationInfo applicationOf(ApplicationObserved observed) {
        return new ApplicationInfo(
                keyOf(observed.getApplication()),
                observed.getUid(),
                observed.getProject(),
                observed.getSpecDigest(),
                observed.getCluster(),
                reasonsOf(observed.getProblems()),
                CanonicalJson.readObject(CompressedJson.decompress(observed.getSpec()), CompressedJson.LARGEST),
                historyOf(observed.getHistory()));
    }

    /** @param at when the verdict was published */
    public static DriftInfo driftOf(DriftComputed drift, Instant at) {
        return new DriftInfo(
                word(drift.getVerdict()),
                reasonsOf(drift.getReasons()),
                revisionsOf(drift.getRevisions()),
                drift.getObjects().stream().map(HealthRecords::objectOf).toList(),
                at);
    }

    public static LiveHealth liveOf(LiveObject live) {
        var object = new KubernetesObject(
                CanonicalJson.readObject(CompressedJson.decompress(live.getContent()), CompressedJson.LARGEST));
        return LiveHealth.assess(keyOf(live.getObject()), object);
    }

    public static HealthAssessed toRecord(ApplicationKey application, LiveHealth live) {
        return HealthAssessed.newBuilder()
                .setApplication(ref(application))
                .setObject(ref(live.key()))
                .setUid(live.uid())
                .setResourceVersion(live.resourceVersion())
                .setGeneration(live.generation())
                .setHealth(live.health().map(health -> code(health.status())).orElse(HealthCode.NONE))
                .setMessage(live.health().map(Health::message).orElse(""))
                .build();
    }

    public static StatusChanged toRecord(PublishedStatus published) {
        var status = published.status();
        return StatusChanged.newBuilder()
                .setApplication(ref(published.application()))
                .setUid(published.uid())
                .setProject(published.project())
                .setSync(status.path("sync").path("status").asText())
                .setHealth(published.health())
                .setStatus(CompressedJson.compress(CanonicalJson.write(status)))
                .setFinishedOperationId(published.finishedOperation().orElse(null))
                .setSpecDigest(published.specDigest())
                .build();
    }

    /** The status that a record carries. */
    public static ObjectNode statusOf(StatusChanged changed) {
        return CanonicalJson.readObject(CompressedJson.decompress(changed.getStatus()), CompressedJson.LARGEST);
    }

    public static ApplicationKey keyOf(ApplicationRef reference) {
        return new ApplicationKey(reference.getNamespace(), reference.getName());
    }

    static ObjectKey keyOf(ObjectRef reference) {
        return ObjectKey.of(reference.getGroup(), reference.getKind(), reference.getNamespace(), reference.getName());
    }

    static List<String> revisionsOf(List<SourceRevision> revisions) {
        return revisions.stream().map(SourceRevision::getRevision).toList();
    }

    private static ComparedObject objectOf(ObjectDrift drift) {
        var difference = drift.getDifference();
        return new ComparedObject(
                keyOf(drift.getObject()),
                drift.getVersion(),
                wordOf(difference),
                difference != Difference.EXTRA,
                drift.getRequiresPruning(),
                drift.getWave(),
                drift.getHook());
    }

    private static String wordOf(Difference difference) {
        return switch (difference) {
            case NONE -> "Synced";
            case MISSING, MODIFIED, EXTRA -> "OutOfSync";
            case UNKNOWN -> "Unknown";
        };
    }

    private static String word(SyncVerdict verdict) {
        return switch (verdict) {
            case SYNCED -> "Synced";
            case OUT_OF_SYNC -> "OutOfSync";
            case UNKNOWN -> "Unknown";
        };
    }

    static HealthCode code(HealthStatus status) {
        return switch (status) {
            case HEALTHY -> HealthCode.HEALTHY;
            case SUSPENDED -> HealthCode.SUSPENDED;
            case PROGRESSING -> HealthCode.PROGRESSING;
            case MISSING -> HealthCode.MISSING;
            case DEGRADED -> HealthCode.DEGRADED;
            case UNKNOWN -> HealthCode.UNKNOWN;
        };
    }

    private static List<Reason> reasonsOf(List<Failure> failures) {
        return failures.stream()
                .map(failure -> new Reason(failure.getCode(), failure.getMessage()))
                .toList();
    }

    private static ArrayNode historyOf(@Nullable String json) {
        if (json == null) {
            return JsonNodeFactory.instance.arrayNode();
        }
        try {
            return JSON.readValue(json, ArrayNode.class);
        } catch (JsonProcessingException e) {
            throw new UnreadableRecordException("the history of an application is no JSON array", e);
        }
    }

    private static ApplicationRef ref(ApplicationKey key) {
        return new ApplicationRef(key.namespace(), key.name());
    }

    private static ObjectRef ref(ObjectKey key) {
        return new ObjectRef(key.group(), key.kind(), key.namespace(), key.name());
    }
}
