package io.headwater.differ.core;

import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.diff.FieldDifference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which drifted objects are healed now.
 *
 * @param objects those that are
 * @param memory what to remember of that
 * @param reasons why others are not
 * @param again when the next of the others is due
 */
record HealingPlan(List<ObjectKey> objects, Memory memory, List<Reason> reasons, Optional<Instant> again) {

    HealingPlan {
        objects = List.copyOf(objects);
        reasons = List.copyOf(reasons);
    }

    static HealingPlan of(Work work, Memory memory, HealingBudget budget, Instant now) {
        var objects = new ArrayList<ObjectKey>();
        var reasons = new ArrayList<Reason>();
        var heals = new TreeMap<>(memory.heals());
        var again = Optional.<Instant>empty();
        for (var object : work.objects().toList()) {
            var key = object.key();
            if (object.asSynced()) {
                reasons.add(withoutEffect(object));
                continue;
            }
            var history = heals.getOrDefault(key, HealingHistory.NONE);
            switch (budget.paceAt(now, history)) {
                case Pace.Now() -> {
                    objects.add(key);
                    heals.put(key, budget.heal(now, history, Contention.of(object)));
                }
                case Pace.Later later -> {
                    reasons.add(slowed(object, later));
                    again = again.filter(due -> due.isBefore(later.until())).or(() -> Optional.of(later.until()));
                }
            }
        }
        objects.sort(null);
        return new HealingPlan(objects, memory.withHeals(heals), reasons, again);
    }

    static Map<ObjectKey, HealingHistory> withoutOver(
            Map<ObjectKey, HealingHistory> heals, HealingBudget budget, Instant now) {
        var kept = new TreeMap<>(heals);
        kept.values().removeIf(history -> budget.isOver(now, history));
        return kept;
    }

    /** The object is what the last sync made of it, or left, and still differs: another sync would change nothing. */
    private static Reason withoutEffect(ObjectVerdict object) {
        if (object.difference() == Difference.EXTRA) {
            return new Reason(
                    "SyncHasNoEffect",
                    "%s, which Git does not have, was left by the last sync, so that another one would not help: see why in the result of that sync; then delete it by hand, or put it back into Git"
                            .formatted(object.key().display()));
        }
        return new Reason(
                "SyncHasNoEffect",
                "%s still differs in %s right after a sync, so that another one would not help: the API server or an admission webhook changes the value; have Git say what the cluster makes of it"
                        .formatted(object.key().display(), paths(object)));
    }

    private static Reason slowed(ObjectVerdict object, Pace.Later later) {
        return new Reason(
                "HealingSlowed",
                "%s was put back %d times of late, and is again at %s"
                        .formatted(object.key().display(), later.heals(), later.until()));
    }

    private static String paths(ObjectVerdict object) {
        var paths = object.compared().fields().stream()
                .map(FieldDifference::path)
                .limit(3)
                .toList();
        var more = object.compared().fieldCount() - paths.size();
        return String.join(", ", paths) + (more > 0 ? " and %d more".formatted(more) : "");
    }
}
