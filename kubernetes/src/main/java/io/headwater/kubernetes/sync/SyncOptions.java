package io.headwater.kubernetes.sync;

import io.headwater.kubernetes.KubernetesObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The options of an application's sync, from {@code syncPolicy.syncOptions} or an operation.
 *
 * @param createNamespace whether a missing destination namespace is created, before all else
 * @param pruneLast whether objects are pruned after all others are applied and healthy
 * @param applyOutOfSyncOnly whether objects in sync are left alone; hooks run all the same
 * @param respectIgnoreDifferences whether ignored fields keep their live values
 * @param failOnSharedResource whether an object that another application owns fails the sync
 * @param clientSideApplyMigration whether fields of kubectl's client-side apply are taken over
 * @param propagation how dependents of a pruned object go
 * @param defaults what holds for an object that does not say otherwise
 */
public record SyncOptions(
        boolean createNamespace,
        boolean pruneLast,
        boolean applyOutOfSyncOnly,
        boolean respectIgnoreDifferences,
        boolean failOnSharedResource,
        boolean clientSideApplyMigration,
        Propagation propagation,
        ObjectSyncOptions defaults) {

    /** The annotation that holds an object's own options. */
    public static final String ANNOTATION = "argocd.argoproj.io/sync-options";

    /** How the dependents of a deleted object go. */
    public enum Propagation {
        /** Before it. */
        FOREGROUND,
        /** After it. */
        BACKGROUND,
        /** Not at all. */
        ORPHAN
    }

    /** Reads the options as an Application lists them; what is not known is ignored, as Argo CD does. */
    public static SyncOptions parse(List<String> options) {
        Predicate<String> has = new HashSet<>(options)::contains;
        return new SyncOptions(
                has.test("CreateNamespace=true"),
                has.test("PruneLast=true"),
                has.test("ApplyOutOfSyncOnly=true"),
                has.test("RespectIgnoreDifferences=true"),
                has.test("FailOnSharedResource=true"),
                !has.test("ClientSideApplyMigration=false"),
                propagation(has),
                new ObjectSyncOptions(
                        !has.test("Validate=false"),
                        deletion(options, "Prune").orElse(ObjectSyncOptions.Deletion.ALLOWED),
                        deletion(options, "Delete").orElse(ObjectSyncOptions.Deletion.ALLOWED),
                        has.test("Replace=true"),
                        has.test("Force=true"),
                        !has.test("ServerSideApply=false"),
                        has.test("SkipDryRunOnMissingResource=true")));
    }

    /** What holds for an object that is not live yet. */
    public ObjectSyncOptions forObject(KubernetesObject desired) {
        return combined(desired, Set.copyOf(desired.annotationValues(ANNOTATION)), Set.of());
    }

    /** What holds for an object; Replace and Force count on the live one, too. */
    public ObjectSyncOptions forObject(KubernetesObject desired, KubernetesObject live) {
        return combined(
                desired,
                Set.copyOf(desired.annotationValues(ANNOTATION)),
                Set.copyOf(live.annotationValues(ANNOTATION)));
    }

    /** Whether an object asks to be pruned after all else, whatever its application says. */
    static boolean isPrunedLast(KubernetesObject live) {
        return live.annotationValues(ANNOTATION).contains("PruneLast=true");
    }

    private ObjectSyncOptions combined(KubernetesObject object, Set<String> own, Set<String> live) {
        var listed = object.annotationValues(ANNOTATION);
        return new ObjectSyncOptions(
                defaults.validate() && !own.contains("Validate=false"),
                deletion(listed, "Prune").orElse(defaults.prune()),
                deletion(listed, "Delete").orElse(defaults.delete()),
                !own.contains("Replace=false")
                        && (defaults.replace() || own.contains("Replace=true") || live.contains("Replace=true")),
                defaults.force() || own.contains("Force=true") || live.contains("Force=true"),
                !own.contains("ServerSideApply=false")
                        && (defaults.serverSideApply() || own.contains("ServerSideApply=true")),
                defaults.skipDryRunOnMissingResource() || own.contains("SkipDryRunOnMissingResource=true"));
    }

    private static Propagation propagation(Predicate<String> has) {
        if (has.test("PrunePropagationPolicy=background")) {
            return Propagation.BACKGROUND;
        }
        return has.test("PrunePropagationPolicy=orphan") && !has.test("PrunePropagationPolicy=foreground")
                ? Propagation.ORPHAN
                : Propagation.FOREGROUND;
    }

    /** The first value that is given for an option. */
    private static Optional<ObjectSyncOptions.Deletion> deletion(List<String> options, String name) {
        return options.stream()
                .filter(option -> option.startsWith(name + "="))
                .findFirst()
                .map(option -> switch (option.substring(name.length() + 1)) {
                    case "false" -> ObjectSyncOptions.Deletion.FORBIDDEN;
                    case "confirm" -> ObjectSyncOptions.Deletion.WHEN_CONFIRMED;
                    default -> ObjectSyncOptions.Deletion.ALLOWED;
                });
    }
}
