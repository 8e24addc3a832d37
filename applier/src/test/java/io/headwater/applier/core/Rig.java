package io.headwater.applier.core;

import io.headwater.applier.core.Assessment.Health;
import io.headwater.applier.core.ClusterFacts.KindFacts;
import io.headwater.applier.core.DesiredState.RenderedSet;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ignore.IgnoreRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** One application's syncs with everything around them played by the test. */
final class Rig {

    static final String CLUSTER = "https://cluster";
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    final SharedFacts facts = new SharedFacts();
    final List<LoggedStep> record = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    final List<Position> settled = new ArrayList<>();
    final List<LoggedStep> repeated = new ArrayList<>();
    final List<String> forgotten = new ArrayList<>();
    final List<DryRun> dryRuns = new ArrayList<>();
    final Map<ObjectKey, List<Trial>> tried = new LinkedHashMap<>();
    ApplicationSync sync;
    private int version = 100;
    private long offset;

    Rig() {
        facts.settings(InstallationSettings.NONE);
        facts.cluster(CLUSTER).discovered(kinds(), Set.of());
        kinds().keySet().forEach(kind -> facts.cluster(CLUSTER).completed(kind, true));
        sync = new ApplicationSync(Manifests.SHOP, facts, surroundings());
    }

    static Map<GroupKind, KindFacts> kinds() {
        return Map.of(
                new GroupKind("", "ConfigMap"), new KindFacts("configmaps", true, true),
                new GroupKind("", "Namespace"), new KindFacts("namespaces", false, true),
                new GroupKind("apps", "Deployment"), new KindFacts("deployments", true, true),
                new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition"),
                        new KindFacts("customresourcedefinitions", false, true));
    }

    static Surroundings surroundings() {
        return new Surroundings(
                Manifests.TRACKING,
                Rig::isSame,
                new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10)),
                () -> NOON,
                new Random(1));
    }

    /** What a test cluster holds is what was applied, with what the cluster adds to the metadata. */
    static boolean isSame(KubernetesObject desired, KubernetesObject live) {
        var tree = live.copyTree();
        tree.withObject("metadata").remove(List.of("resourceVersion", "uid", "generation"));
        return desired.tree().equals(tree);
    }

    static ApplicationSpec spec(String... options) {
        return new ApplicationSpec(
                "spec-1", CLUSTER, Manifests.NAMESPACE, List.of(options), IgnoreRules.NONE, false, false, List.of());
    }

    Rig withSpec(String... options) {
        take(sync.specChanged(spec(options)));
        return this;
    }

    Rig begun() {
        take(sync.begin(false));
        return this;
    }

    /** Git says this. */
    Rig git(String set, KubernetesObject... objects) {
        return git(set, "spec-1", objects);
    }

    Rig git(String set, String specDigest, KubernetesObject... objects) {
        for (var object : objects) {
            take(sync.objectArrived(digest(object), () -> object));
        }
        take(sync.desiredChanged(new DesiredState(
                specDigest,
                Optional.of(new RenderedSet(
                        set,
                        specDigest,
                        revisions(set),
                        Arrays.stream(objects).map(Rig::digest).toList())),
                Optional.empty())));
        return this;
    }

    static List<SourceRevision> revisions(String set) {
        return List.of(new SourceRevision(0, "https://git/shop", "main", "commit-of-" + set));
    }

    static String digest(KubernetesObject object) {
        return object.tree().toString();
    }

    static Request automated(String id, String set) {
        return request(id, Request.Origin.AUTOMATED, Optional.of(set), true, List.of());
    }

    static Request heal(String id, String set, ObjectKey... objects) {
        return request(id, Request.Origin.HEAL, Optional.of(set), true, List.of(objects));
    }

    static Request manual(String id) {
        return request(id, Request.Origin.MANUAL, Optional.empty(), true, List.of());
    }

    static Request request(
            String id, Request.Origin origin, Optional<String> set, boolean prune, List<ObjectKey> objects) {
        return new Request(
                id,
                origin,
                "",
                "spec-1",
                set,
                "",
                prune,
                false,
                objects,
                List.of(),
                Optional.empty(),
                true,
                Optional.empty(),
                0,
                NOON);
    }

    Rig asks(Request request) {
        return asks(request, new Position("syncs", offset++));
    }

    Rig asks(Request request, Position position) {
        take(sync.requested(request, position));
        return this;
    }

    /** All writes that are asked for succeed, until there are none. */
    Rig writesSucceed() {
        for (var write = next(Effect.Write.class); write.isPresent(); write = next(Effect.Write.class)) {
            succeeds(write.get());
        }
        return this;
    }

    Rig trialsSucceed() {
        var trial = expect(Effect.TryOut.class);
        var results = new LinkedHashMap<ObjectKey, WriteResult>();
        trial.tasks().forEach(task -> results.put(task.key(), new WriteResult.Applied("tried", "1", 1, "u")));
        take(sync.tried(trial.operationId(), results));
        return this;
    }

    void succeeds(Effect.Write write) {
        var task = write.task();
        answers(
                write,
                task instanceof Task.Prune
                        ? new WriteResult.Pruned("pruned", uid(task.key()))
                        : new WriteResult.Applied("applied", String.valueOf(++version), 1, uid(task.key())));
    }

    void answers(Effect.Write write, WriteResult result) {
        take(sync.written(write.operationId(), write.task().key(), result));
    }

    /** The object of a task as a cluster would show it once it was written. */
    void showsLive(KubernetesObject object, ObjectKey key, String resourceVersion) {
        take(sync.liveChanged(live(object, key, resourceVersion)));
    }

    static LiveCopy live(KubernetesObject object, ObjectKey key, String resourceVersion) {
        var tree = object.copyTree();
        tree.withObject("metadata").put("resourceVersion", resourceVersion).put("uid", uid(key));
        if (!key.namespace().isEmpty()) {
            tree.withObject("metadata").put("namespace", key.namespace());
        }
        var stored = new KubernetesObject(tree);
        var tracked = Manifests.TRACKING.ownerOf(stored).equals(Optional.of(Manifests.SHOP));
        return new LiveCopy(key, CLUSTER, resourceVersion, uid(key), tracked, () -> stored);
    }

    void health(ObjectKey key, String resourceVersion, Health health) {
        take(sync.assessed(key, new Assessment(resourceVersion, health, "")));
    }

    /** The version that the last write of an object gave. */
    String written(ObjectKey key) {
        return record.stream()
                .map(LoggedStep::step)
                .filter(step -> step instanceof Step.ObjectStepped object
                        && object.object().equals(key))
                .map(step -> ((Step.ObjectStepped) step).resourceVersion())
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    static ObjectKey key(String kind, String name) {
        var group = kind.equals("Deployment") ? "apps" : "";
        var namespace = kind.equals("Namespace") ? "" : Manifests.NAMESPACE;
        return ObjectKey.of(group, kind, namespace, name);
    }

    private static String uid(ObjectKey key) {
        return "uid-of-" + key;
    }

    <T extends Effect> Optional<T> next(Class<T> type) {
        var found = effects.stream().filter(type::isInstance).map(type::cast).findFirst();
        found.ifPresent(effects::remove);
        return found;
    }

    <T extends Effect> T expect(Class<T> type) {
        return next(type).orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " among " + effects));
    }

    void take(Reaction reaction) {
        record.addAll(reaction.steps());
        effects.addAll(reaction.effects());
        settled.addAll(reaction.settled());
        repeated.addAll(reaction.repeated());
        reaction.forgotten().forEach(operation -> forgotten.add(operation.id()));
        dryRuns.addAll(reaction.dryRuns());
        reaction.tried().forEach(answers -> tried.put(answers.object(), answers.trials()));
    }

    /** Another process takes over with what is on record. */
    Rig takenOver() {
        sync = new ApplicationSync(Manifests.SHOP, facts, surroundings());
        effects.clear();
        record.stream().filter(step -> !forgotten.contains(step.operationId())).forEach(sync::replay);
        return this;
    }

    /** The steps in words, one operation after the other as they came. */
    List<String> log() {
        return record.stream()
                .map(step -> step.operationId() + " " + words(step.step()))
                .toList();
    }

    private static String words(Step step) {
        return switch (step) {
            case Step.Accepted _ -> "accepted";
            case Step.WaveStarting wave ->
                "starts " + wave.point().phase() + " " + wave.point().wave();
            case Step.ObjectStepped object ->
                object.outcome() + " " + object.object().kind() + "/"
                        + object.object().name();
            case Step.WaveWaiting waiting -> "waits: " + waiting.message();
            case Step.Finished finished ->
                (finished.superseded() ? "superseded" : finished.conclusion()) + ": " + finished.message();
        };
    }
}
