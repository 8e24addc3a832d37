package io.headwater.applier.kafka;

import io.headwater.applier.core.ApplicationSpec;
import io.headwater.applier.core.Assessment;
import io.headwater.applier.core.ClusterFacts.KindFacts;
import io.headwater.applier.core.DesiredState;
import io.headwater.applier.core.DesiredState.RenderedSet;
import io.headwater.applier.core.InstallationSettings;
import io.headwater.applier.core.LiveCopy;
import io.headwater.applier.core.Request;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ignore.IgnoreRuleReader;
import io.headwater.kubernetes.ignore.IgnoreRuleReader.Customization;
import io.headwater.kubernetes.ignore.IgnoreRules;
import io.headwater.kubernetes.ignore.ResourceFilter;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.ClusterDiscovered;
import io.headwater.schemas.avro.DesiredObject;
import io.headwater.schemas.avro.DesiredSet;
import io.headwater.schemas.avro.Failure;
import io.headwater.schemas.avro.HealthAssessed;
import io.headwater.schemas.avro.KindCompleted;
import io.headwater.schemas.avro.LiveObject;
import io.headwater.schemas.avro.RequestSync;
import io.headwater.schemas.avro.SettingsObserved;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What other services have found out, in the words of the core. */
public final class FactRecords {

    private FactRecords() {}

    public static ApplicationSpec spec(ApplicationObserved record) {
        var spec = CanonicalJson.readObject(CompressedJson.decompress(record.getSpec()), CompressedJson.LARGEST);
        var policy = spec.path("syncPolicy");
        var options = new ArrayList<String>();
        policy.path("syncOptions").forEach(option -> options.add(option.asText()));
        return new ApplicationSpec(
                record.getSpecDigest(),
                record.getCluster(),
                spec.path("destination").path("namespace").asText(""),
                options,
                IgnoreRuleReader.ofApplication(spec.path("ignoreDifferences"))
                        .map(IgnoreRules::of)
                        .value(),
                policy.path("automated").path("allowEmpty").asBoolean(false),
                record.getDeletionRequestedAt() != null,
                record.getProblems().stream().map(Failure::getMessage).toList());
    }

    public static DesiredState desired(DesiredSet record) {
        var good = Optional.ofNullable(record.getGood())
                .map(set -> new RenderedSet(
                        set.getSetDigest(),
                        set.getSpecDigest(),
                        StepRecords.sourceRevisions(set.getRevisions()),
                        set.getDigests()));
        return new DesiredState(
                record.getSpecDigest(),
                good,
                Optional.ofNullable(record.getFailure()).map(Failure::getMessage));
    }

    public static Supplier<KubernetesObject> object(DesiredObject record) {
        return content(record.getObject());
    }

    public static LiveCopy live(LiveObject record) {
        return new LiveCopy(
                Identities.objectKey(record.getObject()),
                record.getCluster(),
                record.getResourceVersion(),
                record.getUid(),
                record.getTracked(),
                content(record.getContent()));
    }

    public static ObjectKey object(HealthAssessed record) {
        return Identities.objectKey(record.getObject());
    }

    public static Assessment assessment(HealthAssessed record) {
        var health =
                switch (record.getHealth()) {
                    case NONE -> Assessment.Health.NONE;
                    case HEALTHY -> Assessment.Health.HEALTHY;
                    case SUSPENDED -> Assessment.Health.SUSPENDED;
                    case PROGRESSING -> Assessment.Health.PROGRESSING;
                    case MISSING -> Assessment.Health.MISSING;
                    case DEGRADED -> Assessment.Health.DEGRADED;
                    case UNKNOWN -> Assessment.Health.UNKNOWN;
                };
        return new Assessment(record.getResourceVersion(), health, record.getMessage());
    }

    public static Map<GroupKind, KindFacts> kinds(ClusterDiscovered record) {
        var kinds = new HashMap<GroupKind, KindFacts>();
        for (var kind : record.getKinds()) {
            kinds.put(
                    new GroupKind(kind.getGroup(), kind.getKind()),
                    new KindFacts(kind.getPlural(), kind.getNamespaced(), kind.getWatched()));
        }
        return kinds;
    }

    public static GroupKind kind(KindCompleted record) {
        return new GroupKind(record.getGroup(), record.getKind());
    }

    /** What the installation says about all applications. What of it makes no sense is named by the differ. */
    public static InstallationSettings settings(SettingsObserved record) {
        var values = Map.copyOf(record.getValues());
        return new InstallationSettings(
                IgnoreRuleReader.ofConfigMap(values, Customization.IGNORE_DIFFERENCES)
                        .map(IgnoreRules::of)
                        .value(),
                ResourceFilter.read(values).value());
    }

    public static Request request(RequestSync record) {
        return RequestRecords.request(record);
    }

    static Supplier<KubernetesObject> content(ByteBuffer compressed) {
        return () -> new KubernetesObject(
                CanonicalJson.readObject(CompressedJson.decompress(compressed), CompressedJson.LARGEST));
    }
}
