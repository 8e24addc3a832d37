package io.headwater.differ.core;

import io.headwater.differ.core.OperationLog.LastStep;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ResourceVersions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether what is known of an application is fresh enough to be judged. Every answer is empty, or says what is waited for.
 *
 * <p>Nothing is concluded from what is missing: a render that failed, a cluster that does not answer, a kind that was not listed completely, and a
 * record that can't be read all mean that something is not known.
 */
final class StalenessGate {

    private StalenessGate() {}

    /** What stands in the way of judging the application at all. */
    static List<Reason> obstacles(
            Application application, ApplicationView view, ClusterView cluster, Settings settings) {
        var reasons = new ArrayList<>(unreadable(view));
        reasons.addAll(application.problems());
        reasons.addAll(ofDesired(application, view));
        reasons.addAll(ofCluster(application, cluster));
        reasons.addAll(settings.obstacles());
        return reasons;
    }

    static List<Reason> unreadable(ApplicationView view) {
        return view.unreadable().stream()
                .map(record -> new Reason(
                        "RecordUnreadable",
                        "the record %s can't be read and was put on the dead-letter topic: nothing is judged until its writer replaces it"
                                .formatted(record)))
                .toList();
    }

    private static List<Reason> ofDesired(Application application, ApplicationView view) {
        var desired = view.desired();
        if (desired.isEmpty()) {
            return List.of(new Reason("RenderPending", "waits for the first rendering of its sources"));
        }
        if (!desired.get().specDigest().equals(application.specDigest())) {
            return List.of(new Reason(
                    "RenderPending", "waits for its sources to be rendered after its specification changed"));
        }
        if (desired.get().failure().isPresent()) {
            return List.of(desired.get().failure().get());
        }
        if (view.completeSet().isEmpty()
                || !view.completeSet().get().set().specDigest().equals(application.specDigest())) {
            return List.of(new Reason("RenderPending", "waits for all objects of what was rendered"));
        }
        return List.of();
    }

    private static List<Reason> ofCluster(Application application, ClusterView cluster) {
        if (application.cluster().isEmpty()) {
            return application.problems().isEmpty()
                    ? List.of(
                            new Reason(
                                    "ClusterUnknown",
                                    "no cluster of that name or address is known: see spec.destination, or add the cluster's Secret"))
                    : List.of();
        }
        var discovery = cluster.discovery();
        if (discovery.isEmpty()) {
            return List.of(new Reason(
                    "ClusterPending", "waits for what the cluster %s serves".formatted(application.cluster())));
        }
        return discovery.get().failure().stream().toList();
    }

    /** The kinds of which not every object is known, with what is waited for. */
    static SortedMap<GroupKind, Reason> incompleteKinds(Collection<GroupKind> kinds, ClusterView cluster) {
        var incomplete = new TreeMap<GroupKind, Reason>();
        for (var kind : kinds) {
            var state = cluster.kind(kind);
            if (state.isEmpty()) {
                incomplete.put(
                        kind,
                        new Reason(
                                "KindPending",
                                "waits for the complete list of all objects of kind %s in the cluster"
                                        .formatted(kind.display())));
            } else if (state.get().failure().isPresent()) {
                incomplete.put(kind, state.get().failure().get());
            }
        }
        return incomplete;
    }

    /** Whether live has reached what was last done to an object, for this version of the application. */
    static boolean lags(ObjectKey key, Application application, ApplicationView view, ClusterView cluster) {
        var last = view.operations().lastSteps().get(key);
        return last != null && last.specDigest().equals(application.specDigest()) && !hasReached(last, view, cluster);
    }

    private static boolean hasReached(LastStep last, ApplicationView view, ClusterView cluster) {
        var step = last.step();
        var live = view.live(step.object());
        return switch (step.outcome()) {
            case SYNC_FAILED, PRUNE_SKIPPED -> true;
            case SYNCED ->
                step.resourceVersion().isEmpty()
                        || live.map(object ->
                                        !ResourceVersions.isAfter(step.resourceVersion(), object.resourceVersion()))
                                .orElseGet(() -> endWasSeen(last, view, cluster));
            case PRUNED ->
                live.map(object -> object.terminating() || isNewer(object, last))
                        .orElse(true);
        };
    }

    /** Whether an object that is not there was seen to go after it was written, or a complete list since then lacks it. */
    private static boolean endWasSeen(LastStep last, ApplicationView view, ClusterView cluster) {
        var written = last.step().resourceVersion();
        var end = view.goneAt(last.step().object());
        if (end.isPresent() && !ResourceVersions.isAfter(written, end.get())) {
            return true;
        }
        return cluster.kind(last.step().object().groupKind())
                .filter(state -> ResourceVersions.includes(state.resourceVersion(), written))
                .isPresent();
    }

    /** Whether an object was made or changed after the deletion of what had its name. */
    private static boolean isNewer(LiveObject object, LastStep last) {
        var step = last.step();
        return (!step.uid().isEmpty() && !step.uid().equals(object.uid()))
                || ResourceVersions.isAfter(object.resourceVersion(), step.resourceVersion());
    }

    /** One reason for everything that lags. */
    static Reason lagging(Map<ObjectKey, ObjectVerdict> lagging) {
        var first = lagging.keySet().iterator().next();
        var more = lagging.size() == 1 ? "" : " and %d more".formatted(lagging.size() - 1);
        return new Reason(
                "LivePending",
                "waits until the change that was written to %s%s is seen in the cluster".formatted(first, more));
    }
}
