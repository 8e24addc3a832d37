package io.headwater.kubernetes.sync;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.sync.SyncTask.Apply;
import io.headwater.kubernetes.sync.SyncTask.Prune;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Puts a sync in order: by phase, wave, kind and name, as Argo CD's {@code gitops-engine} does, and then by namespace, so that the same
 * objects are always in the same order.
 */
public final class SyncOrder {

    private static final Comparator<Planned> ORDER = Comparator.comparing(Planned::phase)
            .thenComparing(Planned::wave)
            .thenComparing(planned -> KindOrder.of(planned.object().kind()))
            .thenComparing(planned -> planned.object().name())
            .thenComparing(planned -> planned.object().namespace())
            .thenComparing(planned -> planned.object().group())
            .thenComparing(planned -> planned.object().kind());

    private SyncOrder() {}

    /**
     * Plans a sync.
     *
     * @param desired what is to be applied, hooks included; a hook stands in every phase that it names, and one of no phase is left out
     * @param prunes live objects that are to be deleted; they go in the opposite order of creation
     * @param destinationNamespace where an object goes that names no namespace; empty if the application has none
     * @param pruneLast whether the application wants prunes after all else; an object's own option counts as well
     */
    public static List<Wave> plan(
            Collection<KubernetesObject> desired,
            Collection<KubernetesObject> prunes,
            String destinationNamespace,
            boolean pruneLast) {
        var planned = new ArrayList<Planned>();
        for (var object : desired) {
            var hook = HookTypes.of(object);
            hook.phases()
                    .forEach(phase ->
                            planned.add(new Planned(new Apply(object, hook.isHook()), phase, SyncWave.of(object))));
        }
        planned.addAll(reversed(prunes));
        deferLast(planned, pruneLast);
        planned.sort(ORDER);
        lift(planned, SyncOrder::namespaceProvided, object -> namespaceNeeded(object, destinationNamespace));
        lift(planned, SyncOrder::kindProvided, object -> Optional.of(object.group() + "/" + object.kind()));
        return waves(planned);
    }

    /** Prunes take the waves of each other: the first the last one's, the second the last but one's; one in the middle keeps its own. */
    private static List<Planned> reversed(Collection<KubernetesObject> prunes) {
        var byWave = new TreeMap<Integer, List<KubernetesObject>>();
        prunes.forEach(object -> byWave.computeIfAbsent(SyncWave.of(object), _ -> new ArrayList<>())
                .add(object));
        var waves = byWave.descendingKeySet().iterator();
        var planned = new ArrayList<Planned>();
        byWave.values().forEach(objects -> {
            var wave = waves.next();
            objects.forEach(object -> planned.add(new Planned(new Prune(object), SyncPhase.SYNC, wave)));
        });
        return planned;
    }

    /** Moves prunes that are to be last behind the last wave of the sync phase. */
    private static void deferLast(List<Planned> planned, boolean all) {
        var last = planned.stream()
                .filter(task -> task.phase() == SyncPhase.SYNC)
                .mapToInt(Planned::wave)
                .reduce(0, Math::max);
        var behind = last == Integer.MAX_VALUE ? last : last + 1;
        planned.replaceAll(task -> task.task() instanceof Prune(var object) && (all || SyncOptions.isPrunedLast(object))
                ? task.at(SyncPhase.SYNC, behind)
                : task);
    }

    /**
     * Moves what others depend on right before the first object that does, into its phase and wave.
     *
     * @param provided what an object provides, if anything
     * @param needed what an object needs, if anything; not asked of one that provides
     */
    private static void lift(
            List<Planned> planned,
            Function<KubernetesObject, Optional<String>> provided,
            Function<KubernetesObject, Optional<String>> needed) {
        var firstNeeding = new HashMap<String, Integer>();
        for (var i = 0; i < planned.size(); i++) {
            var task = planned.get(i);
            if (task.task() instanceof Prune) {
                continue;
            }
            var provides = provided.apply(task.object());
            if (provides.isEmpty()) {
                var place = i;
                needed.apply(task.object()).ifPresent(what -> firstNeeding.putIfAbsent(what, place));
                continue;
            }
            var first = firstNeeding.get(provides.get());
            if (first != null) {
                var dependent = planned.get(first);
                planned.remove(i);
                planned.add(first, task.at(dependent.phase(), dependent.wave()));
                firstNeeding.replaceAll((_, place) -> place >= first ? place + 1 : place);
            }
        }
    }

    private static Optional<String> namespaceProvided(KubernetesObject object) {
        return object.kind().equals("Namespace") && object.group().isEmpty()
                ? Optional.of(object.name())
                : Optional.empty();
    }

    private static Optional<String> namespaceNeeded(KubernetesObject object, String destinationNamespace) {
        return Optional.of(object.namespace().isEmpty() ? destinationNamespace : object.namespace())
                .filter(namespace -> !namespace.isEmpty());
    }

    private static Optional<String> kindProvided(KubernetesObject object) {
        if (!object.kind().equals("CustomResourceDefinition") || !object.group().equals("apiextensions.k8s.io")) {
            return Optional.empty();
        }
        var spec = object.tree().path("spec");
        var group = spec.path("group");
        var kind = spec.path("names").path("kind");
        return group.isTextual() && kind.isTextual()
                ? Optional.of(group.asText() + "/" + kind.asText())
                : Optional.empty();
    }

    private static List<Wave> waves(List<Planned> planned) {
        var waves = new ArrayList<Wave>();
        for (var from = 0; from < planned.size(); ) {
            var first = planned.get(from);
            var to = from + 1;
            while (to < planned.size()
                    && planned.get(to).phase() == first.phase()
                    && planned.get(to).wave() == first.wave()) {
                to++;
            }
            waves.add(new Wave(
                    first.phase(),
                    first.wave(),
                    planned.subList(from, to).stream().map(Planned::task).toList()));
            from = to;
        }
        return List.copyOf(waves);
    }

    private record Planned(SyncTask task, SyncPhase phase, int wave) {

        KubernetesObject object() {
            return task.object();
        }

        Planned at(SyncPhase otherPhase, int otherWave) {
            return new Planned(task, otherPhase, otherWave);
        }
    }
}
