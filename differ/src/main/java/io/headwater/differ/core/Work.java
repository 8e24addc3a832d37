package io.headwater.differ.core;

import io.headwater.kubernetes.ObjectKey;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an automated sync would do about the differences of an application.
 *
 * @param toApply the objects that would be made or changed
 * @param toPrune the objects that would be deleted; empty where that is not allowed
 * @param prunes whether deleting is allowed
 * @param reasons why it is not, where the application asks for it
 */
record Work(List<ObjectVerdict> toApply, List<ObjectVerdict> toPrune, boolean prunes, List<Reason> reasons) {

    Work {
        toApply = List.copyOf(toApply);
        toPrune = List.copyOf(toPrune);
        reasons = List.copyOf(reasons);
    }

    static Work of(Assessment assessment, SyncPolicy policy, PruneBudget budget) {
        var toApply =
                assessment.objects().stream().filter(ObjectVerdict::isToApply).toList();
        var toPrune =
                assessment.objects().stream().filter(ObjectVerdict::isToPrune).toList();
        if (!policy.prune()) {
            return new Work(
                    toApply, List.of(), false, toPrune.isEmpty() ? List.of() : List.of(notPruned(toPrune.size())));
        }
        var everything = assessment.objects().stream().allMatch(object -> object.difference() == Difference.EXTRA);
        if (everything && !toPrune.isEmpty() && !policy.allowEmpty()) {
            return new Work(toApply, List.of(), false, List.of(wipeOut()));
        }
        if (!everything && budget.isExceededBy(toPrune.size(), assessment.ownedObjects())) {
            return new Work(toApply, List.of(), false, List.of(exceeded(toPrune.size(), assessment.ownedObjects())));
        }
        return new Work(toApply, toPrune, true, List.of());
    }

    /** Whether there is nothing to do. */
    boolean isNothing() {
        return toApply.isEmpty() && toPrune.isEmpty();
    }

    /** Everything that would be touched. */
    Stream<ObjectVerdict> objects() {
        return Stream.concat(toApply.stream(), toPrune.stream());
    }

    List<ObjectKey> keys() {
        return objects().map(ObjectVerdict::key).sorted().toList();
    }

    private static Reason notPruned(int extra) {
        return new Reason(
                "PruneDisabled",
                "%d objects that Git does not have are left, since spec.syncPolicy.automated.prune is off: sync by hand with prune"
                        .formatted(extra));
    }

    private static Reason wipeOut() {
        return new Reason(
                "SyncError",
                "Skipping sync attempt: auto-sync will wipe out all resources, since Git has none left: sync by hand with prune, or set spec.syncPolicy.automated.allowEmpty");
    }

    private static Reason exceeded(int pruned, int owned) {
        return new Reason(
                "PruneBudgetExceeded",
                "Git no longer has %d of the %d objects in the cluster, which is more than an automated sync deletes at once: if that is meant, sync by hand with prune"
                        .formatted(pruned, owned));
    }
}
