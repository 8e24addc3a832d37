package io.headwater.applier.topology;

import io.headwater.applier.core.ApplicationSync;
import io.headwater.applier.core.Effect;
import io.headwater.applier.core.LoggedStep;
import io.headwater.applier.core.Position;
import io.headwater.applier.core.Reaction;
import io.headwater.applier.core.SharedFacts;
import io.headwater.applier.core.Step;
import io.headwater.applier.core.Surroundings;
import io.headwater.applier.kafka.FactRecords;
import io.headwater.applier.kafka.StepRecords;
import io.headwater.applier.kafka.TrialRecords;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.runtime.kafka.CommandListener;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.ClusterDiscovered;
import io.headwater.schemas.avro.DesiredObject;
import io.headwater.schemas.avro.DesiredSet;
import io.headwater.schemas.avro.HealthAssessed;
import io.headwater.schemas.avro.KindCompleted;
import io.headwater.schemas.avro.LiveObject;
import io.headwater.schemas.avro.ObjectTried;
import io.headwater.schemas.avro.OperationStep;
import io.headwater.schemas.avro.RequestSync;
import io.headwater.schemas.avro.RequestTrial;
import io.headwater.schemas.avro.SettingsObserved;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The applications of one partition: hands records to the core, steps to the journal, effects to their runner. Confined to the partition's loop.
 *
 * <p>When it is made, the former owner's producer is fenced already, so that what is restored afterwards is all that there will ever be of it.
 */
final class PartitionApplier implements CommandListener {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionApplier.class);

    private final String syncsId;
    private final Duration takeoverWait;
    private final Surroundings surroundings;
    private final EventLoop loop;
    private final Journal journal;
    private final EffectRunner effects;
    private final SharedFacts facts = new SharedFacts();
    private final Map<ApplicationKey, ApplicationSync> syncs = new HashMap<>();
    private final Map<Position, Runnable> acceptances = new HashMap<>();
    private boolean begun;

    /**
     * @param syncsId the id of the topic {@code syncs}: offsets count within it
     * @param takeoverWait how long a former owner may still be writing
     */
    PartitionApplier(
            String syncsId,
            Duration takeoverWait,
            Surroundings surroundings,
            EventLoop loop,
            Journal journal,
            Function<EffectRunner.Outcome, EffectRunner> effects) {
        this.syncsId = syncsId;
        this.takeoverWait = takeoverWait;
        this.surroundings = surroundings;
        this.loop = loop;
        this.journal = journal;
        this.effects = effects.apply(this::happened);
    }

    @Override
    public void restore(TopicRecord record) {
        if (record.content() instanceof Content.Present(OperationStep step)) {
            var logged = StepRecords.step(step);
            syncOf(logged.application()).replay(logged);
        } else if (record.content() instanceof Content.Present(ObjectTried tried)) {
            RecordKeys.applicationOf(record.key()).ifPresent(application -> syncOf(application)
                    .replay(RecordKeys.objectOf(record.key()), TrialRecords.trials(tried)));
        } else if (isForgottenStep(record)) {
            RecordKeys.applicationOf(record.key()).ifPresent(application -> syncOf(application)
                    .forgotten(record.key().split("\\|", -1)[1]));
        } else {
            changed(record);
        }
    }

    @Override
    public void begin() {
        begun = true;
        for (var application : List.copyOf(syncs.keySet())) {
            happened(application, sync -> sync.begin(takeoverWait.isPositive()));
        }
        var held = syncs.entrySet().stream()
                .filter(entry -> entry.getValue().isHeld())
                .map(Map.Entry::getKey)
                .toList();
        if (!held.isEmpty()) {
            loop.schedule(
                    takeoverWait, () -> held.forEach(application -> happened(application, ApplicationSync::release)));
        }
    }

    @Override
    public void changed(TopicRecord record) {
        if (RecordKeys.isEverywhere(record.key())) {
            learn(record);
            return;
        }
        RecordKeys.applicationOf(record.key())
                .ifPresent(application -> happened(application, sync -> take(sync, record)));
    }

    @Override
    public void commanded(TopicRecord record, Runnable accepted) {
        if (record.content() instanceof Content.Present(RequestSync request)) {
            var position = new Position(syncsId, record.offset());
            acceptances.put(position, accepted);
            RecordKeys.applicationOf(record.key())
                    .ifPresent(application ->
                            happened(application, sync -> sync.requested(FactRecords.request(request), position)));
        } else if (record.content() instanceof Content.Present(RequestTrial trial)) {
            // If it is lost the differ asks again.
            accepted.run();
            RecordKeys.applicationOf(record.key())
                    .ifPresent(application -> happened(
                            application, sync -> sync.asked(trial.getCluster(), TrialRecords.questions(trial))));
        } else {
            // A request that can't be read was parked; there is nothing to carry out.
            accepted.run();
        }
    }

    @Override
    public void end() {
        journal.close();
    }

    private ApplicationSync syncOf(ApplicationKey application) {
        return syncs.computeIfAbsent(application, key -> {
            var sync = new ApplicationSync(key, facts, surroundings);
            if (begun) {
                sync.begin(false);
            }
            return sync;
        });
    }

    private void happened(ApplicationKey application, Function<ApplicationSync, Reaction> what) {
        var sync = syncOf(application);
        var reaction = what.apply(sync);
        if (!reaction.isNone()) {
            carryOut(application, reaction);
        }
        if (begun && sync.isIdle()) {
            syncs.remove(application);
        }
    }

    /** Writes wait until the wave that they belong to is on record as starting; nothing else needs to wait. */
    private void carryOut(ApplicationKey application, Reaction reaction) {
        var starts = !reaction.repeated().isEmpty()
                || reaction.steps().stream().anyMatch(step -> step.step() instanceof Step.WaveStarting);
        var waiting = reaction.effects().stream()
                .filter(effect -> starts && effect instanceof Effect.Write)
                .toList();
        reaction.effects().stream()
                .filter(effect -> !waiting.contains(effect))
                .forEach(effect -> effects.run(application, effect));
        reaction.dryRuns().forEach(dryRun -> effects.run(application, dryRun));
        journal.append(application, reaction, () -> {
            reaction.settled().forEach(position -> loop.execute(() -> settle(position)));
            waiting.forEach(effect -> effects.run(application, effect));
        });
        reaction.steps().forEach(PartitionApplier::report);
    }

    private void settle(Position position) {
        var accepted = acceptances.remove(position);
        if (accepted != null) {
            accepted.run();
        }
    }

    private static Reaction take(ApplicationSync sync, TopicRecord record) {
        return switch (record.content()) {
            case Content.Present(ApplicationObserved application) -> sync.specChanged(FactRecords.spec(application));
            case Content.Present(DesiredSet set) -> sync.desiredChanged(FactRecords.desired(set));
            case Content.Present(DesiredObject object) ->
                sync.objectArrived(object.getDigest(), FactRecords.object(object));
            case Content.Present(LiveObject live) -> sync.liveChanged(FactRecords.live(live));
            case Content.Present(HealthAssessed health) ->
                sync.assessed(FactRecords.object(health), FactRecords.assessment(health));
            // What this process wrote itself, and what is unknown, which is not gone.
            case Content.Present _, Content.Unreadable() -> Reaction.NONE;
            case Content.Removed() -> removed(sync, record);
        };
    }

    private static Reaction removed(ApplicationSync sync, TopicRecord record) {
        return switch (record.topic().noun()) {
            case "applications" -> sync.removed();
            case "desired" -> {
                var digest = RecordKeys.digestOf(record.key());
                if (digest.isPresent()) {
                    sync.objectRemoved(digest.get());
                    yield Reaction.NONE;
                }
                yield sync.desiredChanged(null);
            }
            case "live" -> sync.liveGone(RecordKeys.objectOf(record.key()), record.resourceVersion());
            case "health" -> {
                sync.assessmentRemoved(RecordKeys.objectOf(record.key()));
                yield Reaction.NONE;
            }
            default -> Reaction.NONE;
        };
    }

    /** Takes what is said of the installation or of a cluster, whatever the application. */
    private void learn(TopicRecord record) {
        if (record.topic().equals(Topics.SETTINGS)) {
            facts.settings(
                    record.content() instanceof Content.Present(SettingsObserved settings)
                            ? FactRecords.settings(settings)
                            : null);
            List.copyOf(syncs.keySet()).forEach(application -> happened(application, ApplicationSync::settingsChanged));
            return;
        }
        switch (record.content()) {
            case Content.Present(ClusterDiscovered discovered) ->
                facts.cluster(discovered.getCluster())
                        .discovered(FactRecords.kinds(discovered), Set.copyOf(discovered.getStaleGroups()));
            case Content.Present(KindCompleted completed) ->
                facts.cluster(completed.getCluster())
                        .completed(FactRecords.kind(completed), completed.getFailure() == null);
            case Content.Removed() -> forget(record.key().split("\\|", -1));
            case Content.Present _, Content.Unreadable() -> {}
        }
    }

    private void forget(String[] key) {
        if (key.length == 4 && key[1].equals("kind")) {
            facts.cluster(key[2]).completed(GroupKind.parse(key[3]), false);
        } else if (key.length == 3 && key[1].equals("cluster")) {
            facts.cluster(key[2]).discovered(Map.of(), Set.of());
        }
    }

    private static boolean isForgottenStep(TopicRecord record) {
        return record.topic().noun().equals("operations") && record.content() instanceof Content.Removed;
    }

    private static void report(LoggedStep step) {
        if (step.step() instanceof Step.Finished finished) {
            LOG.atInfo()
                    .addKeyValue("application", step.application())
                    .addKeyValue("operation", step.operationId())
                    .addKeyValue("conclusion", finished.conclusion())
                    .addKeyValue("superseded", finished.superseded())
                    .log("A sync is over");
        }
    }
}
