package io.headwater.differ.core;

import io.headwater.differ.core.ApplicationView.CompleteSet;
import io.headwater.differ.core.ClusterView.Discovery;
import io.headwater.differ.core.ClusterView.KindState;
import io.headwater.differ.core.Comparisons.Compared;
import io.headwater.differ.core.Placement.Placed;
import io.headwater.differ.core.Placement.Standing;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.diff.DriftCause;
import io.headwater.kubernetes.schema.ApiSchemas;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides where desired and live of an application differ, and whether that can be said. */
public final class DriftAssessor {

    private final Application application;
    private final ApplicationView view;
    private final ClusterView cluster;
    private final Settings settings;
    private final Comparisons comparisons;
    private final List<Reason> reasons = new ArrayList<>();
    private final List<ObjectVerdict> objects = new ArrayList<>();
    private final SortedMap<ObjectKey, ObjectVerdict> lagging = new TreeMap<>();
    private final PastSyncs syncs;
    private final Trials trials;

    private DriftAssessor(
            Application application,
            ApplicationView view,
            ClusterView cluster,
            Settings settings,
            Comparisons comparisons,
            Map<ObjectKey, AppliedForm> accepted) {
        this.application = application;
        this.view = view;
        this.cluster = cluster;
        this.settings = settings;
        this.comparisons = comparisons;
        this.syncs = new PastSyncs(application, view, comparisons, accepted);
        this.trials = new Trials(view, comparisons);
    }

    /**
     * The verdict on an application from what is known at this moment. The same knowledge gives the same verdict, in whatever order it came.
     *
     * @param cluster the cluster that the application is delivered to
     * @param settings what holds for all applications
     * @param accepted what the cluster was seen to make of objects
     */
    public static Assessment assess(
            Application application,
            ApplicationView view,
            ClusterView cluster,
            Settings settings,
            Comparisons comparisons,
            Map<ObjectKey, AppliedForm> accepted) {
        return new DriftAssessor(application, view, cluster, settings, comparisons, accepted).assess();
    }

    /** The verdict on an application of which not even its own record can be read. */
    public static Assessment unreadable(ApplicationView view) {
        return new Assessment(
                Verdict.UNKNOWN,
                false,
                StalenessGate.unreadable(view),
                "",
                Optional.empty(),
                List.of(),
                Set.of(),
                Map.of(),
                List.of(),
                0);
    }

    /** The verdict on an application that could not be judged because of a defect of ours; the message of the error is left out, since it may quote a secret. */
    public static Assessment defective(Application application, RuntimeException defect) {
        var trace = defect.getStackTrace();
        var reason = new Reason(
                "InternalError",
                "it could not be judged because of a defect in the differ (%s%s): report it with the differ's log"
                        .formatted(defect.getClass().getName(), trace.length == 0 ? "" : " at " + trace[0]));
        return new Assessment(
                Verdict.UNKNOWN,
                false,
                List.of(reason),
                application.specDigest(),
                Optional.empty(),
                List.of(),
                Set.of(),
                Map.of(),
                List.of(),
                0);
    }

    private Assessment assess() {
        comparisons.ignore(settings.rulesWith(application.ignored().value()));
        reasons.addAll(StalenessGate.obstacles(application, view, cluster, settings));
        var blind = !reasons.isEmpty();
        var placement = view.completeSet()
                .flatMap(complete -> cluster.discovery().map(found -> place(complete, found)))
                .orElse(Placement.NOWHERE);
        var extras = mine().filter(object -> isExtra(object, placement))
                .sorted(Comparator.comparing(LiveObject::key))
                .toList();
        var incomplete = StalenessGate.incompleteKinds(kindsOf(placement, extras), cluster);
        if (!blind) {
            reasons.addAll(placement.obstacles());
            reasons.addAll(incomplete.values());
        }
        placement.objects().forEach((key, placed) -> {
            var unknown = blind || incomplete.containsKey(key.groupKind());
            objects.add(unknown ? unknown(key, placed) : judge(key, placed));
        });
        extras.forEach(object -> {
            var unknown = blind || incomplete.containsKey(object.key().groupKind());
            objects.add(unknown ? unknown(object) : extra(object));
        });
        objects.sort(Comparator.comparing(ObjectVerdict::key));
        if (!blind) {
            comparisons.keepOnly(placement.objects().keySet());
            syncs.keepOnly(placement.objects().keySet());
        }
        return conclude(placement);
    }

    private Assessment conclude(Placement placement) {
        var unknown = !reasons.isEmpty();
        var lags = !lagging.isEmpty();
        if (lags && !unknown) {
            reasons.add(StalenessGate.lagging(lagging));
        }
        reasons.addAll(application.policy().problems());
        reasons.addAll(notIgnored());
        reasons.addAll(placement.excluded());
        settings.filter()
                .problems()
                .forEach(problem -> reasons.add(new Reason("InvalidResourceFilter", problem.display())));
        reasons.addAll(shared());
        reasons.addAll(trials.refusals());
        var set = view.completeSet().map(CompleteSet::set);
        return new Assessment(
                verdict(unknown, lags),
                !lags,
                reasons,
                application.specDigest(),
                set,
                objects,
                placement.awaitedKinds(),
                syncs.accepted(),
                trials.open(),
                (int) mine().filter(DriftAssessor::isPrunable).count());
    }

    /** An object that is known to differ makes the application differ, whatever is still waited for. */
    private Verdict verdict(boolean unknown, boolean lags) {
        if (unknown) {
            return Verdict.UNKNOWN;
        }
        var differs = objects.stream()
                .anyMatch(object -> object.coloursApplication()
                        && object.difference() != Difference.NONE
                        && object.difference() != Difference.UNKNOWN);
        if (differs) {
            return Verdict.OUT_OF_SYNC;
        }
        return lags ? Verdict.UNKNOWN : Verdict.SYNCED;
    }

    private Placement place(CompleteSet complete, Discovery discovery) {
        return Placement.of(application, complete.objects(), discovery, settings);
    }

    /** What the application's cluster holds, but for what nobody looks at; it may still be known under another that it was delivered to before. */
    private Stream<LiveObject> mine() {
        return view.live().stream()
                .filter(object -> object.cluster().equals(application.cluster()))
                .filter(object -> !settings.excludes(object.key().groupKind(), application.cluster()));
    }

    private static Set<GroupKind> kindsOf(Placement placement, List<LiveObject> extras) {
        var kinds = new HashSet<GroupKind>();
        placement.objects().forEach((key, placed) -> {
            if (placed.standing() == Standing.SERVED) {
                kinds.add(key.groupKind());
            }
        });
        extras.forEach(object -> kinds.add(object.key().groupKind()));
        return kinds;
    }

    /** Definitions of kinds carry no tracking id of ours and are never deleted with what they define. */
    private static boolean isPrunable(LiveObject object) {
        return object.owned() && !object.leftOut() && !object.key().groupKind().equals(DesiredObject.DEFINITION);
    }

    private static boolean isExtra(LiveObject object, Placement placement) {
        return isPrunable(object)
                && !placement.objects().containsKey(object.key())
                && !placement.leftOut().contains(object.key());
    }

    private ObjectVerdict judge(ObjectKey key, Placed placed) {
        if (placed.standing() == Standing.UNKNOWN) {
            return unknown(key, placed);
        }
        if (StalenessGate.lags(key, application, view, cluster)) {
            var verdict = unknown(key, placed);
            lagging.put(key, verdict);
            return verdict;
        }
        var live = view.live(key).filter(object -> object.cluster().equals(application.cluster()));
        if (live.isEmpty()) {
            var cause = syncs.applied(key) ? DriftCause.REMOVED : DriftCause.NOT_APPLIED;
            return verdict(key, placed, Difference.MISSING, Compared.EQUAL, false, Optional.of(cause));
        }
        var schemas = cluster.kind(key.groupKind()).flatMap(KindState::schemas);
        return comparisons
                .of(placed.desired(), live.get(), schemas)
                .map(compared -> compared(placed, live.get(), schemas, compared))
                .orElseGet(() ->
                        waiting(key, placed, "ContentPending", "waits for the content of %s, which is on its way"));
    }

    private ObjectVerdict waiting(ObjectKey key, Placed placed, String code, String what) {
        reasons.add(new Reason(code, what.formatted(key.display())));
        return unknown(key, placed);
    }

    private ObjectVerdict compared(Placed placed, LiveObject live, Optional<ApiSchemas> schemas, Compared predicted) {
        var key = live.key();
        var options = placed.desired().admission().orElse(application.admission());
        var isEqual = predicted.fieldCount() == 0;
        if (isEqual) {
            syncs.forget(key);
        }
        if (isEqual && !options.included()) {
            return verdict(key, placed, Difference.NONE, Compared.EQUAL, false, Optional.empty());
        }
        var asSynced = syncs.left(live);
        if (!options.included() && syncs.gave(live, placed.desired())) {
            return verdict(key, placed, Difference.NONE, Compared.EQUAL, asSynced, Optional.empty());
        }
        return trials.decide(placed.desired(), live, schemas, options, predicted)
                .map(compared -> decided(key, placed, compared, asSynced))
                .orElseGet(() -> waiting(
                        key,
                        placed,
                        "DryRunPending",
                        "waits for the cluster to say what applying %s would give, as IncludeMutationWebhook wants"));
    }

    private ObjectVerdict decided(ObjectKey key, Placed placed, Compared compared, boolean asSynced) {
        if (compared.fieldCount() == 0) {
            return verdict(key, placed, Difference.NONE, Compared.EQUAL, asSynced, Optional.empty());
        }
        var explained = syncs.applied(key) ? compared.afterSync(asSynced) : compared;
        return verdict(key, placed, Difference.MODIFIED, explained, asSynced, Optional.empty());
    }

    private boolean isServed(GroupKind kind) {
        return cluster.discovery()
                .map(found ->
                        found.kinds().containsKey(kind) && !found.staleGroups().contains(kind.group()))
                .orElse(false);
    }

    private ObjectVerdict extra(LiveObject object) {
        if (!isServed(object.key().groupKind())) {
            reasons.add(new Reason(
                    "KindNotServed",
                    "%s was there when the cluster last served its kind: it is not known whether it still is"
                            .formatted(object.key().display())));
            return unknown(object);
        }
        if (StalenessGate.lags(object.key(), application, view, cluster)) {
            var verdict = unknown(object);
            lagging.put(object.key(), verdict);
            return verdict;
        }
        var left = syncs.spared(object);
        var kept = !object.pruneOption().orElse(!application.policy().keepsExtras());
        return new ObjectVerdict(
                object.key(),
                object.version(),
                Difference.EXTRA,
                !kept,
                !object.ignoredWhenExtra(),
                object.terminating(),
                left,
                object.wave(),
                Compared.EQUAL,
                Optional.of(left ? DriftCause.FAILED_PRUNE : DriftCause.NOT_APPLIED));
    }

    private static ObjectVerdict verdict(
            ObjectKey key,
            Placed placed,
            Difference difference,
            Compared compared,
            boolean asSynced,
            Optional<DriftCause> cause) {
        var desired = placed.desired();
        return new ObjectVerdict(
                key, desired.version(), difference, false, true, false, asSynced, desired.wave(), compared, cause);
    }

    private static ObjectVerdict unknown(ObjectKey key, Placed placed) {
        return verdict(key, placed, Difference.UNKNOWN, Compared.EQUAL, false, Optional.empty());
    }

    private static ObjectVerdict unknown(LiveObject object) {
        return new ObjectVerdict(
                object.key(),
                object.version(),
                Difference.UNKNOWN,
                false,
                !object.ignoredWhenExtra(),
                object.terminating(),
                false,
                object.wave(),
                Compared.EQUAL,
                Optional.empty());
    }

    /** The rules that leave nothing out, though somebody wants them to. */
    private List<Reason> notIgnored() {
        var found = new ArrayList<Reason>();
        var kinds = objects.stream().map(object -> object.key().groupKind()).collect(Collectors.toSet());
        Stream.concat(settings.problemsAbout(kinds).stream(), application.ignored().problems().stream())
                .forEach(problem -> found.add(new Reason("InvalidIgnoreRule", problem.display())));
        comparisons
                .tooCostly()
                .forEach(problem -> found.add(new Reason(
                        "IgnoreRuleTooCostly",
                        problem.display() + "; it is left out until it is changed: write it simpler")));
        return found;
    }

    /** That another application says that an object is its own: both would go on overwriting it. */
    private List<Reason> shared() {
        var found = new ArrayList<Reason>();
        for (var object : objects) {
            view.live(object.key())
                    .flatMap(LiveObject::foreignOwner)
                    .map(other -> new Reason(
                            "SharedResource",
                            "%s belongs to the application %s too: let one of the two have it"
                                    .formatted(object.key().display(), other)))
                    .ifPresent(found::add);
        }
        return found;
    }
}
