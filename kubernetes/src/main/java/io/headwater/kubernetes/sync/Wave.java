package io.headwater.kubernetes.sync;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.sync.SyncTask.Apply;
import io.headwater.kubernetes.sync.SyncTask.Prune;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done together before anything of the next wave is: first the prunes, then the applies.
 *
 * @param phase the phase it belongs to
 * @param number its number within the phase
 * @param tasks in the order of kinds, then names
 */
public record Wave(SyncPhase phase, int number, List<SyncTask> tasks) {

    public Wave {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("an empty wave");
        }
        tasks = List.copyOf(tasks);
    }

    /** The objects to delete. */
    public List<KubernetesObject> prunes() {
        return tasks.stream()
                .filter(Prune.class::isInstance)
                .map(SyncTask::object)
                .toList();
    }

    /**
     * The objects to apply, in runs of equal kind: a run's objects are applied concurrently, the runs one after another. A failed run does
     * not stop the later ones of its wave.
     */
    public List<List<Apply>> runs() {
        var runs = new ArrayList<List<Apply>>();
        var last = "";
        for (var task : tasks) {
            if (task instanceof Apply apply) {
                var kind = apply.object().kind();
                if (runs.isEmpty() || !kind.equals(last)) {
                    runs.add(new ArrayList<>());
                }
                runs.getLast().add(apply);
                last = kind;
            }
        }
        return runs.stream().map(List::copyOf).toList();
    }

    /** {@code Sync wave -1}. */
    @Override
    public String toString() {
        return phase + " wave " + number;
    }
}
