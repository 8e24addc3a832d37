package io.headwater.applier.core;

import io.headwater.applier.core.Reaction.Draft;
import io.headwater.applier.core.Trial.Answer;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ignore.IgnoredFields;
import io.headwater.kubernetes.sync.SyncOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the differ wants to know of clusters, and what they answered: each question is put once for as long as its answer is among the object's last ones.
 *
 * <p>A question that can't be put at present, or was not answered, is forgotten: the differ asks it again if it still wants to know.
 */
final class Trials {

    /** How many answers are kept of an object: it may go back and forth between a few states. */
    private static final int MOST = 4;

    private final ApplicationState state;
    private final SharedFacts facts;
    private final Map<ObjectKey, List<Trial>> answered = new HashMap<>();
    private final Set<Question> underWay = new HashSet<>();

    Trials(ApplicationState state, SharedFacts facts) {
        this.state = state;
        this.facts = facts;
    }

    boolean isEmpty() {
        return answered.isEmpty() && underWay.isEmpty();
    }

    /** Takes the answers about an object that stand on record. */
    void replay(ObjectKey object, List<Trial> trials) {
        if (trials.isEmpty()) {
            answered.remove(object);
        } else {
            answered.put(object, List.copyOf(trials));
        }
    }

    void ask(Draft draft, String cluster, List<Question> questions) {
        for (var question : questions) {
            if (isNew(question)) {
                dryRun(question, cluster).ifPresent(dryRun -> {
                    underWay.add(question);
                    draft.dryRuns.add(dryRun);
                });
            }
        }
    }

    private boolean isNew(Question question) {
        return underWay.stream().noneMatch(other -> asksTheSame(question, other))
                && answered.getOrDefault(question.object(), List.of()).stream()
                        .noneMatch(trial -> trial.pair().equals(question.pair()));
    }

    private static boolean asksTheSame(Question one, Question other) {
        return one.object().equals(other.object()) && one.pair().equals(other.pair());
    }

    private Optional<DryRun> dryRun(Question question, String cluster) {
        var key = question.object();
        var spec = state.spec().filter(known -> known.cluster().equals(cluster));
        var kind = facts.cluster(cluster).kind(key.groupKind());
        var desired = state.object(question.pair().desired());
        if (spec.isEmpty() || kind.isEmpty() || desired.isEmpty()) {
            return Optional.empty();
        }
        var object = Planner.placed(desired.get(), key);
        var options = SyncOptions.parse(spec.get().syncOptions());
        return Optional.of(new DryRun(
                question,
                cluster,
                new Task.Apply(
                        key,
                        WavePoint.NONE,
                        kind.get(),
                        object,
                        options.forObject(object).validate(),
                        IgnoredFields.NONE,
                        new Task.Apply.State.Differs(""))));
    }

    /** @param answer empty where the object was another by then, or the cluster said nothing */
    void answered(Draft draft, Question question, Optional<Answer> answer) {
        if (!underWay.remove(question) || answer.isEmpty()) {
            return;
        }
        var kept = new ArrayList<>(answered.getOrDefault(question.object(), List.of()));
        kept.add(new Trial(question.pair(), judged(question, answer.get())));
        var newest = List.copyOf(kept.subList(Math.max(0, kept.size() - MOST), kept.size()));
        answered.put(question.object(), newest);
        draft.tried.add(new Reaction.Tried(question.object(), newest));
    }

    /** What would be as it is need not be kept. */
    private Answer judged(Question question, Answer answer) {
        if (!(answer instanceof Answer.Made(var made))) {
            return answer;
        }
        return state.live(question.object())
                .filter(copy -> copy.resourceVersion().equals(question.seen().resourceVersion()))
                .filter(copy -> copy.content().get().substance().equals(made.substance()))
                .<Answer>map(_ -> new Answer.Unchanged())
                .orElse(new Answer.Made(made.substance()));
    }

    /** Of what is gone nothing needs to be known. */
    void forget(Draft draft, ObjectKey object) {
        underWay.removeIf(question -> question.object().equals(object));
        if (answered.remove(object) != null) {
            draft.tried.add(new Reaction.Tried(object, List.of()));
        }
    }

    void forgetAll(Draft draft) {
        List.copyOf(answered.keySet()).forEach(object -> forget(draft, object));
        underWay.clear();
    }

    /** Forgets what is not known to be there, as may be after topics were lost. */
    void forgetStrangers(Draft draft) {
        answered.keySet().stream()
                .filter(object -> state.live(object).isEmpty())
                .toList()
                .forEach(object -> forget(draft, object));
    }
}
