package io.headwater.differ.core;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.sync.ObjectSyncOptions.Deletion;
import io.headwater.kubernetes.sync.SyncOptions;
import io.headwater.kubernetes.sync.SyncWave;
import io.headwater.kubernetes.tracking.TrackingId;
import java.util.Optional;

/**
 * An object in a cluster, without its tree.
 *
 * @param key which object
 * @param cluster the URL of the cluster's API server
 * @param version the version of its API
 * @param resourceVersion its version
 * @param uid its uid
 * @param owned whether it tracks the application and is no mere copy: its tracking id names the object itself
 * @param foreignOwner the application that its tracking id names instead; empty where it names none, or this one
 * @param terminating whether only finalizers keep it
 * @param leftOut whether it is a hook
 * @param pruneOption whether its own options let it be pruned without a person's word; empty where they say nothing
 * @param ignoredWhenExtra whether it does not colour the application when Git lacks it
 * @param wave the sync wave
 */
public record LiveObject(
        ObjectKey key,
        String cluster,
        String version,
        String resourceVersion,
        String uid,
        boolean owned,
        Optional<String> foreignOwner,
        boolean terminating,
        boolean leftOut,
        Optional<Boolean> pruneOption,
        boolean ignoredWhenExtra,
        int wave) {

    /** The annotation of objects and Applications that says how they are compared. */
    public static final String COMPARE_OPTIONS = "argocd.argoproj.io/compare-options";

    /**
     * What has to be known of an object.
     *
     * @param tracked whether the cluster-watcher found that its tracking id names the application
     */
    public static LiveObject of(ObjectKey key, String cluster, boolean tracked, KubernetesObject object) {
        var tracking = object.annotation(TrackingId.ANNOTATION).flatMap(TrackingId::parse);
        var isItsOwn = tracking.map(id -> id.describes(object)).orElse(true);
        return new LiveObject(
                key,
                cluster,
                object.version(),
                object.resourceVersion(),
                object.uid(),
                tracked && isItsOwn,
                tracked || !isItsOwn ? Optional.empty() : tracking.map(TrackingId::application),
                object.isTerminating(),
                DesiredObject.isLeftOut(object),
                pruneOption(object),
                object.annotationValues(COMPARE_OPTIONS).contains("IgnoreExtraneous"),
                SyncWave.of(object));
    }

    private static Optional<Boolean> pruneOption(KubernetesObject object) {
        var options = object.annotationValues(SyncOptions.ANNOTATION);
        return options.stream().anyMatch(option -> option.startsWith("Prune="))
                ? Optional.of(SyncOptions.parse(options).defaults().prune() == Deletion.ALLOWED)
                : Optional.empty();
    }
}
