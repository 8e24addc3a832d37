package io.headwater.applier.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.applier.core.Assessment.Health;
import io.headwater.applier.core.DesiredState.RenderedSet;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One application, its applier, its topics and its cluster on one thread, in an order that a seed decides: records of different topics overtake each
 * other, commands come twice, answers are lost, writes arrive late, and the applier is killed at any moment.
 */
final class Simulation {

    private static final int MOST_SETS = 12;

    private final Random random;
    private final String slowTopic;
    private final boolean eager;
    private final SimulatedCluster cluster = new SimulatedCluster();
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<String, List<KubernetesObject>> sets = new LinkedHashMap<>();

    /** What stands on topics: newest value by key, and what of it the present owner has yet to read, by topic. */
    private final Map<String, Map<String, Function<ApplicationSync, Reaction>>> topics = new LinkedHashMap<>();

    private final Map<String, Deque<Function<ApplicationSync, Reaction>>> unread = new LinkedHashMap<>();
    private final Map<String, LoggedStep> operations = new LinkedHashMap<>();
    private final List<Request> commands = new ArrayList<>();
    private final Map<Integer, Boolean> settled = new HashMap<>();
    private int nextCommand;

    private ApplicationSync sync = newOwner();
    private boolean restoring;
    private final Deque<Entry> journal = new ArrayDeque<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<Supplier<Reaction>> answers = new ArrayList<>();
    private final List<Effect.Write> late = new ArrayList<>();
    private final Map<String, Map<String, Integer>> catchingUp = new HashMap<>();
    private final Map<String, Integer> delivered = new HashMap<>();
    /** What may have been written by somebody who did not live to say so. */
    private final Set<ObjectKey> lost = new HashSet<>();

    private final Set<ObjectKey> unrecorded = new HashSet<>();

    private int furthest = -1;
    int kills;
    int writes;

    private record Entry(Reaction reaction, List<Effect> then) {}

    Simulation(long seed) {
        this.random = new Random(seed);
        this.eager = random.nextInt(4) == 0;
        this.slowTopic = List.of("none", "live", "desired", "health").get(random.nextInt(4));
        for (var topic : List.of("applications", "desired", "live", "health")) {
            topics.put(topic, new LinkedHashMap<>());
            unread.put(topic, new ArrayDeque<>());
        }
        publish("applications", "spec", owner -> owner.specChanged(Rig.spec()));
        renders();
        restore();
    }

    void run(int steps) {
        for (var step = 0; step < steps; step++) {
            step(true);
        }
        comeToRest();
        for (var heal = 0; heal < 3 && !differing().isEmpty(); heal++) {
            commands.add(Rig.heal(
                    "heal-" + heal + "-of-" + newest(), newest(), differing().toArray(ObjectKey[]::new)));
            comeToRest();
        }
        assertThat(differing())
                .as("where the cluster differs from Git in the end")
                .isEmpty();
    }

    private void comeToRest() {
        for (var step = 0; step < 20_000 && !isQuiet(); step++) {
            step(false);
        }
        assertThat(isQuiet()).as("it comes to rest").isTrue();
        assertThat(settled.keySet()).as("every request is dealt with").hasSize(commands.size());
        assertThat(sync.operations()).allMatch(operation -> operation.finished().isPresent());
    }

    private void step(boolean faults) {
        if (faults && random.nextInt(400) == 0) {
            kill();
        }
        if (faults && random.nextInt(eager ? 60 : 500) == 0) {
            renders();
        }
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5, 6 -> deliver();
            case 7, 8 -> command();
            case 9, 10, 11, 12 -> commit(faults);
            case 13, 14, 15, 16 -> perform(faults);
            case 17, 18, 19 -> answer();
            case 20, 21 -> heal();
            case 22 -> arriveLate();
            default -> {
                if (nextCommand > 0 && !restoring) {
                    var again = random.nextInt(nextCommand);
                    react(sync.requested(commands.get(again), position(again)));
                }
            }
        }
    }

    /** Git moves on, and the differ asks for it. */
    private void renders() {
        if (sets.size() >= MOST_SETS) {
            return;
        }
        var name = "set-" + sets.size();
        var objects = new ArrayList<KubernetesObject>();
        for (var wave = 0; wave < 3; wave++) {
            objects.add(Manifests.configMap("map-" + wave, wave, name));
            if (random.nextBoolean()) {
                objects.add(Manifests.configMap("sometimes-" + wave, wave, random.nextBoolean() ? "one" : "other"));
            }
        }
        order.put(name, sets.size());
        sets.put(name, objects);
        for (var object : objects) {
            publish(
                    "desired",
                    "object|" + Rig.digest(object),
                    owner -> owner.objectArrived(Rig.digest(object), () -> object));
        }
        var rendered = new RenderedSet(
                name,
                "spec-1",
                Rig.revisions(name),
                objects.stream().map(Rig::digest).toList());
        publish(
                "desired",
                "set",
                owner -> owner.desiredChanged(new DesiredState("spec-1", Optional.of(rendered), Optional.empty())));
        commands.add(Rig.automated("sync-of-" + name, name));
    }

    private void publish(String topic, String key, Function<ApplicationSync, Reaction> record) {
        var keyed = topics.computeIfAbsent(topic, _ -> new LinkedHashMap<>());
        keyed.remove(key);
        keyed.put(key, record);
        unread.computeIfAbsent(topic, _ -> new ArrayDeque<>()).add(record);
    }

    private void deliver() {
        var waiting = unread.entrySet().stream()
                .filter(topic -> !topic.getValue().isEmpty())
                .toList();
        if (!waiting.isEmpty()) {
            var topic = waiting.get(random.nextInt(waiting.size()));
            if (topic.getKey().equals(slowTopic) && random.nextInt(20) > 0) {
                return;
            }
            delivered.merge(topic.getKey(), 1, Integer::sum);
            react(topic.getValue().remove().apply(sync));
        } else if (restoring) {
            restoring = false;
            react(sync.begin(true));
            nextCommand = 0;
            while (settled.containsKey(nextCommand)) {
                nextCommand++;
            }
        } else if (sync.isHeld() && late.isEmpty()) {
            react(sync.release());
        }
        var caughtUp = catchingUp.entrySet().stream()
                .filter(asked -> asked.getValue().entrySet().stream()
                        .allMatch(end -> delivered.getOrDefault(end.getKey(), 0) >= end.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        for (var operation : caughtUp) {
            catchingUp.remove(operation);
            react(sync.caughtUp(operation));
        }
    }

    private void command() {
        if (!restoring && nextCommand < commands.size()) {
            var offset = nextCommand++;
            react(sync.requested(commands.get(offset), position(offset)));
        }
    }

    private static Position position(int offset) {
        return new Position("syncs", offset);
    }

    /** As the shell does: writes wait for the wave's start to be on record, nothing else waits. */
    private void react(Reaction reaction) {
        if (reaction.isNone()) {
            return;
        }
        var starts = !reaction.repeated().isEmpty()
                || reaction.steps().stream().anyMatch(step -> step.step() instanceof Step.WaveStarting);
        var waiting = reaction.effects().stream()
                .filter(effect -> starts && effect instanceof Effect.Write)
                .toList();
        reaction.effects().stream().filter(effect -> !waiting.contains(effect)).forEach(this::begin);
        journal.add(new Entry(reaction, waiting));
        reaction.steps().stream()
                .filter(step -> step.step() instanceof Step.Finished finished
                        && finished.conclusion() == Step.Conclusion.SUCCEEDED
                        && step.operationId().startsWith("sync"))
                .forEach(step -> isAsGitSays(setOf(step.operationId())));
    }

    private void begin(Effect effect) {
        if (effect instanceof Effect.CatchUp) {
            var ends = new HashMap<String, Integer>();
            unread.forEach((topic, records) -> ends.put(topic, delivered.getOrDefault(topic, 0) + records.size()));
            catchingUp.put(effect.operationId(), ends);
        } else {
            effects.add(effect);
        }
    }

    private void commit(boolean faults) {
        if (journal.isEmpty()) {
            return;
        }
        var batch = 1 + random.nextInt(journal.size());
        var committed = new ArrayList<Entry>();
        for (var i = 0; i < batch; i++) {
            committed.add(journal.remove());
        }
        committed.forEach(entry -> record(entry.reaction()));
        if (faults && random.nextInt(100) == 0) {
            kill();
            return;
        }
        for (var entry : committed) {
            entry.reaction().settled().forEach(position -> settled.put((int) position.offset(), true));
            entry.then().forEach(this::begin);
        }
    }

    private void record(Reaction reaction) {
        for (var step : reaction.steps()) {
            var key = step.operationId() + "|" + step.sequence();
            assertThat(operations).as("a step is written once").doesNotContainKey(key);
            operations.put(key, step);
            if (step.step() instanceof Step.ObjectStepped object) {
                unrecorded.remove(object.object());
                lost.remove(object.object());
            }
        }
        for (var operation : reaction.forgotten()) {
            operations.keySet().removeIf(key -> key.startsWith(operation.id() + "|"));
        }
    }

    /** Something that was asked for is done in the cluster; the answer is on its way, or lost. */
    private void perform(boolean faults) {
        if (effects.isEmpty()) {
            return;
        }
        var effect = effects.remove(random.nextInt(effects.size()));
        var id = effect.operationId();
        switch (effect) {
            case Effect.Pause _ -> answers.add(() -> sync.paused(id));
            case Effect.TryOut trial -> {
                var results = new HashMap<ObjectKey, WriteResult>();
                trial.tasks().forEach(task -> results.put(task.key(), new WriteResult.Applied("tried", "", 0, "")));
                answers.add(() -> sync.tried(id, results));
            }
            case Effect.Write write -> {
                var fate = faults ? random.nextInt(12) : 11;
                var result =
                        switch (fate) {
                            case 0 -> new WriteResult.Unavailable("refused", Optional.empty());
                            case 1 -> new WriteResult.LeaseOver();
                            case 2 -> {
                                write(write, true);
                                yield new WriteResult.Unavailable("the answer was lost", Optional.empty());
                            }
                            default -> write(write, true);
                        };
                answers.add(() -> sync.written(id, write.task().key(), result));
            }
            case Effect.CatchUp _, Effect.Discover _, Effect.FindNamespace _ ->
                throw new AssertionError("not expected here: " + effect);
        }
    }

    private WriteResult write(Effect.Write write, boolean byOwner) {
        writes++;
        var task = write.task();
        unrecorded.add(task.key());
        var set = setOf(write.operationId());
        if (byOwner) {
            assertThat(late).as("the former owner has ended").isEmpty();
            var number = order.getOrDefault(set, -1);
            assertThat(number).as("sets only go forward").isGreaterThanOrEqualTo(furthest);
            furthest = number;
            earlierWavesWork(set, task.point().wave());
        }
        return switch (task) {
            case Task.Apply apply -> {
                var stored = cluster.apply(apply.key(), apply.object());
                shows(apply.key(), stored);
                yield new WriteResult.Applied("applied", stored.resourceVersion(), 1, "uid");
            }
            case Task.Prune prune -> {
                cluster.delete(prune.key());
                var version = cluster.version();
                publish("live", prune.key().toString(), owner -> owner.liveGone(prune.key(), version));
                yield new WriteResult.Pruned("pruned", "");
            }
            case Task.CreateNamespace _ -> throw new AssertionError("nobody asked for a namespace");
        };
    }

    private void earlierWavesWork(String set, int wave) {
        for (var object : sets.getOrDefault(set, List.of())) {
            var ofWave = io.headwater.kubernetes.sync.SyncWave.of(object);
            if (ofWave < wave) {
                var key = object.keyIn(true, Manifests.NAMESPACE);
                var works = Optional.ofNullable(cluster.objects().get(key))
                        .filter(SimulatedCluster.Stored::healthy)
                        .isPresent();
                assertThat(works)
                        .as("%s of wave %d is there and works before wave %d", key, ofWave, wave)
                        .isTrue();
            }
        }
    }

    private void shows(ObjectKey key, SimulatedCluster.Stored stored) {
        var copy = Rig.live(stored.wanted(), key, stored.resourceVersion());
        publish("live", key.toString(), owner -> owner.liveChanged(copy));
        var health =
                new Assessment(stored.resourceVersion(), stored.healthy() ? Health.HEALTHY : Health.PROGRESSING, "");
        publish("health", key.toString(), owner -> owner.assessed(key, health));
    }

    private void answer() {
        if (!answers.isEmpty() && !restoring) {
            react(answers.remove(random.nextInt(answers.size())).get());
        }
    }

    private void heal() {
        var keys = List.copyOf(cluster.objects().keySet());
        if (!keys.isEmpty()) {
            var key = keys.get(random.nextInt(keys.size()));
            cluster.heal(key).ifPresent(stored -> shows(key, stored));
        }
    }

    /** A write of the former owner that was on its way when that was killed. */
    private void arriveLate() {
        if (!late.isEmpty()) {
            var write = late.remove(random.nextInt(late.size()));
            if (random.nextBoolean()) {
                write(write, false);
            }
        }
    }

    private void kill() {
        kills++;
        lost.addAll(unrecorded);
        unrecorded.clear();
        effects.stream()
                .filter(Effect.Write.class::isInstance)
                .map(Effect.Write.class::cast)
                .forEach(late::add);
        effects.clear();
        answers.clear();
        journal.clear();
        catchingUp.clear();
        restore();
    }

    /** A new owner reads what stands on the topics, each topic in its order, topics in any. */
    private void restore() {
        sync = newOwner();
        restoring = true;
        delivered.clear();
        topics.forEach((topic, records) -> {
            unread.put(topic, new ArrayDeque<>(records.values()));
        });
        var replayed = new ArrayDeque<Function<ApplicationSync, Reaction>>();
        operations
                .values()
                .forEach(step -> replayed.add(owner -> {
                    owner.replay(step);
                    return Reaction.NONE;
                }));
        unread.put("operations", replayed);
    }

    private ApplicationSync newOwner() {
        var facts = new SharedFacts();
        facts.settings(InstallationSettings.NONE);
        facts.cluster(Rig.CLUSTER).discovered(Rig.kinds(), Set.of());
        Rig.kinds().keySet().forEach(kind -> facts.cluster(Rig.CLUSTER).completed(kind, true));
        return new ApplicationSync(Manifests.SHOP, facts, Rig.surroundings());
    }

    private boolean isQuiet() {
        return !restoring
                && !sync.isHeld()
                && nextCommand == commands.size()
                && journal.isEmpty()
                && effects.isEmpty()
                && answers.isEmpty()
                && late.isEmpty()
                && catchingUp.isEmpty()
                && unread.values().stream().allMatch(Deque::isEmpty)
                && cluster.objects().values().stream().allMatch(SimulatedCluster.Stored::healthy);
    }

    private static String setOf(String operationId) {
        return operationId.substring(operationId.indexOf("-of-") + "-of-".length());
    }

    private String newest() {
        return List.copyOf(sets.keySet()).getLast();
    }

    /** A sync of everything that says it has succeeded has left the cluster as its set wants it, but for what nobody could know of. */
    private void isAsGitSays(String set) {
        var held = held();
        var wanted = wanted(set);
        held.keySet().removeIf(key -> !wanted.containsKey(key) && lost.contains(key));
        assertThat(held).as("the cluster is as %s says", set).isEqualTo(wanted);
    }

    private Set<ObjectKey> differing() {
        var held = held();
        var wanted = wanted(newest());
        var keys = new HashSet<>(held.keySet());
        keys.addAll(wanted.keySet());
        keys.removeIf(key -> Objects.equals(held.get(key), wanted.get(key)));
        return keys;
    }

    private Map<ObjectKey, String> held() {
        var held = new HashMap<ObjectKey, String>();
        cluster.objects().forEach((key, stored) -> held.put(key, Manifests.value(stored.wanted())));
        return held;
    }

    private Map<ObjectKey, String> wanted(String set) {
        var wanted = new HashMap<ObjectKey, String>();
        sets.getOrDefault(set, List.of())
                .forEach(object -> wanted.put(object.keyIn(true, Manifests.NAMESPACE), Manifests.value(object)));
        return wanted;
    }
}
