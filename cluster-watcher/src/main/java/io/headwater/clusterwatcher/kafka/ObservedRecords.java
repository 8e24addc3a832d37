package io.headwater.clusterwatcher.kafka;

import io.headwater.clusterwatcher.core.DesiredReference;
import io.headwater.clusterwatcher.core.Interests;
import io.headwater.clusterwatcher.core.Placement;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ignore.IgnoreRules;
import io.headwater.kubernetes.ignore.ResourceFilter;
import io.headwater.kubernetes.ignore.ResourceUpdates;
import io.headwater.kubernetes.project.OrphanRules;
import io.headwater.kubernetes.project.Project;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.ApplicationRef;
import io.headwater.schemas.avro.DesiredObject;
import io.headwater.schemas.avro.KindCompleted;
import io.headwater.schemas.avro.ObjectRef;
import io.headwater.schemas.avro.ProjectObserved;
import io.headwater.schemas.avro.SettingsObserved;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what other services have observed. */
public final class ObservedRecords {

    private ObservedRecords() {}

    public static ApplicationKey applicationOf(ApplicationRef reference) {
        return new ApplicationKey(reference.getNamespace(), reference.getName());
    }

    public static ObjectKey keyOf(ObjectRef reference) {
        return ObjectKey.of(reference.getGroup(), reference.getKind(), reference.getNamespace(), reference.getName());
    }

    public static GroupKind kindOf(KindCompleted completed) {
        return new GroupKind(completed.getGroup(), completed.getKind());
    }

    /** Where an application is delivered to. */
    public static Placement placementOf(ApplicationObserved observed) {
        var spec = CanonicalJson.readObject(CompressedJson.decompress(observed.getSpec()), CompressedJson.LARGEST);
        return new Placement(
                observed.getCluster(),
                spec.path("destination").path("namespace").asText(""),
                observed.getProject());
    }

    /** Which objects a project wants to know of that belong to nobody; empty if it does not. */
    public static Optional<OrphanRules> orphanRulesOf(ProjectObserved observed) {
        var spec = CanonicalJson.readObject(CompressedJson.decompress(observed.getSpec()), CompressedJson.LARGEST);
        return Project.of(observed.getName(), spec).orphans();
    }

    /** Which kinds are looked at. What makes no sense is named by the differ. */
    public static ResourceFilter filterOf(SettingsObserved settings) {
        return ResourceFilter.read(Map.copyOf(settings.getValues())).value();
    }

    /** Which updates need not be told at once. What makes no sense is named by the differ. */
    public static IgnoreRules ignoredUpdates(SettingsObserved settings) {
        return ResourceUpdates.read(Map.copyOf(settings.getValues())).value();
    }

    /** Which object a desired one is. */
    public static DesiredReference referenceOf(DesiredObject desired) {
        var object = new KubernetesObject(
                CanonicalJson.readObject(CompressedJson.decompress(desired.getObject()), CompressedJson.LARGEST));
        return new DesiredReference(object.groupKind(), object.namespace(), object.name());
    }

    /** Under which keys a desired object may live, whatever the scope of its kind. */
    public static Set<ObjectKey> candidates(
            DesiredReference reference, Interests interests, ApplicationKey application) {
        var namespace = reference.namespace().isEmpty()
                ? interests.placementOf(application).map(Placement::namespace).orElse("")
                : reference.namespace();
        var keys = new HashSet<ObjectKey>();
        keys.add(new ObjectKey(reference.groupKind(), namespace, reference.name()));
        keys.add(new ObjectKey(reference.groupKind(), "", reference.name()));
        return keys;
    }
}
