package io.headwater.applier.core;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Everything that an operation is to do, in order.
 *
 * @param set the desired set that it leads to
 * @param wanted every object of that set, touched or not
 * @param defined the kinds that the set brings along by definitions of its own
 * @param waves one after the other; none of them is empty
 */
record SyncPlan(DesiredState.RenderedSet set, Set<ObjectKey> wanted, Set<GroupKind> defined, List<Wave> waves) {

    private static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

    SyncPlan {
        wanted = Set.copyOf(wanted);
        defined = Set.copyOf(defined);
        waves = List.copyOf(waves);
    }

    /**
     * What is done together.
     *
     * @param runs one after the other; within a run, all at once. Deletions come first, and what follows them only if none has failed.
     */
    record Wave(WavePoint point, List<List<Task>> runs) {
        Wave {
            runs = runs.stream().map(List::copyOf).toList();
        }

        List<Task> tasks() {
            return runs.stream().flatMap(List::stream).toList();
        }
    }

    List<Task> tasks() {
        return waves.stream().flatMap(wave -> wave.tasks().stream()).toList();
    }

    /** The objects that must be written although the cluster may hold some version of them. */
    List<Task.Apply> changes() {
        return tasks().stream()
                .filter(task -> task instanceof Task.Apply apply && apply.state() instanceof Task.Apply.State.Differs)
                .map(Task.Apply.class::cast)
                .toList();
    }

    Optional<Wave> firstWith(Predicate<Task> condition) {
        return waves.stream()
                .filter(wave -> wave.tasks().stream().anyMatch(condition))
                .findFirst();
    }

    Optional<Wave> at(WavePoint point) {
        return waves.stream().filter(wave -> wave.point().equals(point)).findFirst();
    }

    /** How many objects will be written or deleted, as far as can be told. */
    int writes() {
        return changes().size()
                + (int) tasks().stream()
                        .filter(task ->
                                task instanceof Task.Prune prune && prune.kept().isEmpty())
                        .count();
    }

    /** Whether the set holds the namespace that an object is in. */
    boolean bringsNamespaceOf(ObjectKey key) {
        return !key.namespace().isEmpty() && wanted.contains(new ObjectKey(NAMESPACE, "", key.namespace()));
    }

    /** The same with a wave before all others. */
    SyncPlan preceded(Wave first) {
        var all = new ArrayList<Wave>();
        all.add(first);
        all.addAll(waves);
        return new SyncPlan(set, wanted, defined, all);
    }
}
