package io.headwater.applier.core;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.applier.core.ClusterFacts.KindFacts;
import io.headwater.applier.core.Planned.Problem;
import io.headwater.applier.core.SyncPlan.Wave;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ignore.IgnoreRules;
import io.headwater.kubernetes.ignore.IgnoredFields;
import io.headwater.kubernetes.ignore.ResourceFilter;
import io.headwater.kubernetes.sync.HookTypes;
import io.headwater.kubernetes.sync.SyncOptions;
import io.headwater.kubernetes.sync.SyncOrder;
import io.headwater.kubernetes.sync.SyncTask;
import io.headwater.kubernetes.tracking.Tracking;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes a plan of what is desired, what is live and what was asked for. */
final class Planner {

    private final Sources sources;
    private final SyncOptions options;
    private final Map<GroupKind, KindFacts> defined;
    private final Map<ObjectKey, LiveCopy> live;
    private final Map<KubernetesObject, Task> tasks = new IdentityHashMap<>();

    /**
     * What a plan is made of.
     *
     * @param objects those of the set, in its order
     * @param live the application's, in whatever cluster
     * @param written objects that were written and may be there, with the version of their API
     * @param outdated whether a live copy is from before the last write or deletion of the object
     * @param absent kinds that the cluster was asked for and does not serve
     * @param same whether a live object is as a desired one wants it
     * @param left the fields that are left to the cluster
     * @param filter which kinds are looked at
     */
    record Sources(
            ApplicationKey application,
            ApplicationSpec spec,
            Request request,
            DesiredState.RenderedSet set,
            List<KubernetesObject> objects,
            Collection<LiveCopy> live,
            Map<ObjectKey, String> written,
            Predicate<LiveCopy> outdated,
            ClusterFacts cluster,
            Set<GroupKind> absent,
            Tracking tracking,
            BiPredicate<KubernetesObject, KubernetesObject> same,
            IgnoreRules left,
            ResourceFilter filter) {}

    private Planner(Sources sources) {
        this.sources = sources;
        this.options = sources.spec().optionsFor(sources.request());
        this.defined = DefinedKinds.in(sources.objects());
        this.live = sources.live().stream()
                .filter(copy -> copy.cluster().equals(sources.spec().cluster()))
                .filter(copy -> !isExcluded(copy.key().groupKind()))
                .collect(Collectors.toMap(LiveCopy::key, copy -> copy));
    }

    static Planned plan(Sources sources) {
        return new Planner(sources).plan();
    }

    private Planned plan() {
        var unknown = new TreeSet<GroupKind>();
        var wanted = new LinkedHashMap<ObjectKey, KubernetesObject>();
        var problems = new ArrayList<Problem>();
        for (var object : sources.objects()) {
            var hook = HookTypes.of(object);
            if (hook.isHook() || hook.isSkipped() || isExcluded(object.groupKind())) {
                continue;
            }
            var kind = kindOf(object.groupKind());
            if (kind.isPresent()) {
                var placed = placed(
                        object,
                        object.keyIn(kind.get().namespaced(), sources.spec().namespace()));
                wanted.put(placed.key(), placed);
            } else if (sources.absent().contains(object.groupKind())) {
                problems.add(notServed(object));
            } else {
                unknown.add(object.groupKind());
            }
        }
        if (!unknown.isEmpty()) {
            return new Planned.Unresolved(unknown);
        }
        wanted.forEach((key, object) -> sharedProblem(key).ifPresent(problems::add));
        return problems.isEmpty() ? new Planned.Ready(inOrder(wanted)) : new Planned.Invalid(problems);
    }

    private SyncPlan inOrder(Map<ObjectKey, KubernetesObject> wanted) {
        var prunes = new ArrayList<KubernetesObject>();
        for (var copy : live.values()) {
            if (copy.tracked()
                    && !wanted.containsKey(copy.key())
                    && sources.request().covers(copy.key())) {
                var object = copy.content().get();
                if (isPrunable(object)) {
                    prunes.add(object);
                    tasks.put(object, prune(copy.key(), object));
                }
            }
        }
        prunes.addAll(unseen(wanted.keySet()));
        var applied = new ArrayList<KubernetesObject>();
        wanted.forEach((key, object) -> {
            if (sources.request().covers(key)) {
                applied.add(object);
                tasks.put(object, apply(key, object));
            }
        });
        var waves = SyncOrder.plan(applied, prunes, sources.spec().namespace(), options.pruneLast());
        return new SyncPlan(
                sources.set(),
                wanted.keySet(),
                defined.keySet(),
                waves.stream().map(this::wave).toList());
    }

    /**
     * Objects that were written a moment ago, are wanted no more, and have not been seen live yet. Of each, as much is known as its deletion needs: the
     * rest is read then.
     */
    private List<KubernetesObject> unseen(Set<ObjectKey> wanted) {
        var objects = new ArrayList<KubernetesObject>();
        sources.written().forEach((key, version) -> {
            if (wanted.contains(key)
                    || isExcluded(key.groupKind())
                    || live.containsKey(key)
                    || key.kind().equals(DefinedKinds.DEFINITION.kind())
                    || !sources.request().covers(key)) {
                return;
            }
            var object = stub(key, version);
            var task = prune(key, object);
            if (task.kept().isEmpty()) {
                objects.add(object);
                tasks.put(object, task);
            }
        });
        return objects;
    }

    private static KubernetesObject stub(ObjectKey key, String version) {
        var tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", key.group().isEmpty() ? version : key.group() + "/" + version)
                .put("kind", key.kind());
        var metadata = tree.putObject("metadata").put("name", key.name());
        if (!key.namespace().isEmpty()) {
            metadata.put("namespace", key.namespace());
        }
        return new KubernetesObject(tree);
    }

    private Wave wave(io.headwater.kubernetes.sync.Wave ordered) {
        var point = new WavePoint(ordered.phase(), ordered.number());
        var runs = new ArrayList<List<Task>>();
        if (!ordered.prunes().isEmpty()) {
            runs.add(ordered.prunes().stream().map(object -> at(point, object)).toList());
        }
        ordered.runs()
                .forEach(run -> runs.add(run.stream()
                        .map(SyncTask.Apply::object)
                        .map(object -> at(point, object))
                        .toList()));
        return new Wave(point, runs);
    }

    private Task at(WavePoint point, KubernetesObject object) {
        var task = tasks.get(object);
        if (task == null) {
            throw new IllegalStateException("the order holds an object that was not put in: " + object.key());
        }
        return task.at(point);
    }

    private Task.Apply apply(ObjectKey key, KubernetesObject object) {
        var left = sources.left().forObject(key.groupKind(), key.namespace(), key.name());
        return new Task.Apply(
                key,
                WavePoint.NONE,
                kindOf(key.groupKind()).orElseThrow(),
                object,
                options.forObject(object).validate(),
                left,
                stateOf(key, object, left));
    }

    /** What is left to the cluster is found out when the object is written: what rules may cost must not hold up everybody else. */
    private Task.Apply.State stateOf(ObjectKey key, KubernetesObject object, IgnoredFields left) {
        var copy = live.get(key);
        if (copy == null) {
            return new Task.Apply.State.Differs("");
        }
        var present = copy.content().get();
        if (left.isEmpty()
                && !sources.outdated().test(copy)
                && !sources.request().isSelective()
                && !present.isTerminating()
                && sources.same().test(object, present)) {
            return new Task.Apply.State.Same(copy.resourceVersion(), present.generation(), copy.uid());
        }
        return new Task.Apply.State.Differs(otherOwner(present)
                .map(owner -> "was tracked by the Application " + owner)
                .orElse(""));
    }

    private Task.Prune prune(ObjectKey key, KubernetesObject object) {
        var kind = sources.cluster().kind(key.groupKind()).orElse(KindFacts.UNKNOWN);
        var lasting = reasonToKeep(object);
        if (!lasting.isEmpty()) {
            return new Task.Prune(key, WavePoint.NONE, kind, object.version(), object.resourceVersion(), lasting);
        }
        return new Task.Prune(key, WavePoint.NONE, kind, object.version(), "", passingReasonToKeep(key));
    }

    /** Why the object stays, although nothing is against it as such: the cluster, or the way of syncing, may be another in a moment. */
    private String passingReasonToKeep(ObjectKey key) {
        if (sources.objects().isEmpty()
                && sources.request().origin() != Request.Origin.MANUAL
                && !sources.spec().allowEmpty()) {
            return "ignored (Git holds no object at all, and allowEmpty is not set)";
        }
        if (!sources.cluster().isKnownCompletely(key.groupKind())) {
            return "ignored (the cluster does not say for certain what it holds of this kind)";
        }
        return "";
    }

    /** Why the object stays for as long as it, the set and the specification are what they are; empty if it may go. */
    private String reasonToKeep(KubernetesObject object) {
        if (!sources.request().prune()) {
            return "ignored (requires pruning)";
        }
        switch (options.forObject(object).prune()) {
            case FORBIDDEN -> {
                return "ignored (no prune)";
            }
            case WHEN_CONFIRMED -> {
                return "ignored (requires a confirmation, which is not supported: delete it by hand)";
            }
            case ALLOWED -> {}
        }
        return "";
    }

    /** Hooks come and go by rules of their own, copies of tracking ids are nobody's. */
    private boolean isPrunable(KubernetesObject object) {
        var hook = HookTypes.of(object);
        return !hook.isHook()
                && !hook.isSkipped()
                && !sources.tracking().isCopy(object)
                && sources.tracking().ownerOf(object).equals(Optional.of(sources.application()));
    }

    /** Nobody looks at objects of the kind: as in Argo CD they are neither applied nor pruned. */
    private boolean isExcluded(GroupKind kind) {
        return sources.filter().isExcluded(kind, sources.spec().cluster());
    }

    /** The object with the namespace that it has in the cluster, where it names another one or none. */
    static KubernetesObject placed(KubernetesObject object, ObjectKey key) {
        if (key.namespace().equals(object.namespace())) {
            return object;
        }
        var tree = object.copyTree();
        var metadata = tree.withObject("metadata");
        if (key.namespace().isEmpty()) {
            metadata.remove("namespace");
        } else {
            metadata.put("namespace", key.namespace());
        }
        return object.withTree(tree);
    }

    /** As the cluster serves it, or will when a definition of the same set has been applied. */
    private Optional<KindFacts> kindOf(GroupKind kind) {
        return sources.cluster().kind(kind).or(() -> Optional.ofNullable(defined.get(kind)));
    }

    private Problem notServed(KubernetesObject object) {
        return new Problem(
                object.keyIn(true, sources.spec().namespace()),
                object.version(),
                "the cluster does not serve the kind " + object.kind() + " of " + object.apiVersion()
                        + ": install its CustomResourceDefinition, or correct apiVersion and kind");
    }

    private Optional<Problem> sharedProblem(ObjectKey key) {
        var copy = live.get(key);
        if (!options.failOnSharedResource() || copy == null) {
            return Optional.empty();
        }
        return otherOwner(copy.content().get())
                .map(owner -> new Problem(
                        key,
                        "",
                        "is tracked by the Application " + owner
                                + " and FailOnSharedResource is set: remove it from one of the two"));
    }

    private Optional<ApplicationKey> otherOwner(KubernetesObject present) {
        return sources.tracking().ownerOf(present).filter(owner -> !owner.equals(sources.application()));
    }
}
