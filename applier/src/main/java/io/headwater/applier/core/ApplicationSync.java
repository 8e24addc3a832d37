package io.headwater.applier.core;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The syncs of one application: takes what happens, says what follows.
 *
 * <p>Before {@link #begin} nothing follows from anything. One operation is carried out at a time, the others wait their turn. Not safe for use from
 * several threads.
 */
public final class ApplicationSync {

    private final Operations operations = new Operations();
    private final ApplicationState state = new ApplicationState();
    private final SharedFacts facts;
    private final Execution execution;
    private final Inbox inbox;
    private final Trials trials;
    private boolean begun;
    private boolean held;

    public ApplicationSync(ApplicationKey application, SharedFacts facts, Surroundings surroundings) {
        this.facts = facts;
        this.execution = new Execution(application, operations, state, facts, surroundings);
        this.inbox = new Inbox(operations, state, execution);
        this.trials = new Trials(state, facts);
    }

    /** Takes a step that stands on record. */
    public void replay(LoggedStep step) {
        operations.replay(step);
        state.learn(step.step());
    }

    /** Takes the answers about an object that stand on record. */
    public void replay(ObjectKey object, List<Trial> answers) {
        trials.replay(object, answers);
    }

    /** An operation's steps are off the record. */
    public void forgotten(String operationId) {
        operations.forget(operationId);
    }

    /**
     * Everything that stood on record is known: from here on something follows.
     *
     * @param wait whether a former owner may still be writing for an operation that it has begun, which then waits for {@link #release}
     */
    public Reaction begin(boolean wait) {
        begun = true;
        if (state.isRemoved()) {
            return removed();
        }
        held = wait
                && operations
                        .current()
                        .filter(operation -> operation.started().isPresent())
                        .isPresent();
        return react(draft -> {
            trials.forgetStrangers(draft);
            if (held) {
                execution.note(draft, "waits until the last write of the former owner must have ended");
            }
        });
    }

    /** Whether it waits for {@link #release}. */
    public boolean isHeld() {
        return held;
    }

    /** No former owner writes any more. */
    public Reaction release() {
        held = false;
        return react(draft -> {});
    }

    /** Whether there is nothing on record and nothing known that would keep this application alive. */
    public boolean isIdle() {
        return operations.all().isEmpty() && inbox.isEmpty() && trials.isEmpty() && state.isEmpty();
    }

    /** A request has come, possibly one that came before. {@link Reaction#settled} tells when it needs to come no more. */
    public Reaction requested(Request request, Position position) {
        inbox.add(request, position);
        return react(draft -> {});
    }

    public Reaction specChanged(ApplicationSpec spec) {
        state.spec(spec);
        return react(draft -> {});
    }

    /** What is known of the installation's settings has changed. */
    public Reaction settingsChanged() {
        return react(draft -> {});
    }

    /** The Application is gone from the hub: so is every operation of it. What its cluster holds is left alone. */
    public Reaction removed() {
        state.removed();
        return react(draft -> {
            trials.forgetAll(draft);
            draft.forgotten.addAll(operations.all());
            operations.all().forEach(operation -> operations.forget(operation.id()));
        });
    }

    /** @param desired null if nothing is known of what Git says any more */
    public Reaction desiredChanged(@Nullable DesiredState desired) {
        state.desired(desired);
        return react(draft -> {});
    }

    public Reaction objectArrived(String digest, Supplier<KubernetesObject> content) {
        state.object(digest, content);
        return react(draft -> {});
    }

    public void objectRemoved(String digest) {
        state.objectRemoved(digest);
    }

    public Reaction liveChanged(LiveCopy copy) {
        state.live(copy);
        execution.isLiveAgain(copy.key());
        return react(draft -> {});
    }

    /** @param version of the deletion; empty if unknown */
    public Reaction liveGone(ObjectKey key, String version) {
        state.gone(key, version);
        execution.isGone(key, version);
        return react(draft -> trials.forget(draft, key));
    }

    public Reaction assessed(ObjectKey key, Assessment assessment) {
        state.health(key, assessment);
        facts.learn(key.groupKind(), assessment);
        return react(draft -> {});
    }

    public void assessmentRemoved(ObjectKey key) {
        state.healthRemoved(key);
    }

    /** The differ wants to know what a cluster would make of objects. */
    public Reaction asked(String cluster, List<Question> questions) {
        return react(draft -> trials.ask(draft, cluster, questions));
    }

    /**
     * A {@link DryRun} is done.
     *
     * @param answer empty where the object was another by then, or the cluster said nothing
     */
    public Reaction answered(Question question, Optional<Trial.Answer> answer) {
        return react(draft -> trials.answered(draft, question, answer));
    }

    /** {@link Effect.CatchUp} is done. */
    public Reaction caughtUp(String operationId) {
        return react(draft -> {
            inbox.caughtUp(operationId);
            execution.caughtUp(operationId);
        });
    }

    /** {@link Effect.Discover} is done. */
    public Reaction discovered(String operationId, KindsFound found) {
        return react(draft -> execution.discovered(operationId, found));
    }

    /** {@link Effect.FindNamespace} is done. */
    public Reaction namespaceFound(String operationId, NamespaceLookup found) {
        return react(draft -> execution.namespaceFound(operationId, found));
    }

    /** {@link Effect.TryOut} is done. */
    public Reaction tried(String operationId, Map<ObjectKey, WriteResult> results) {
        return react(draft -> execution.tried(draft, operationId, results));
    }

    /** An {@link Effect.Write} is done, or was not sent. */
    public Reaction written(String operationId, ObjectKey key, WriteResult result) {
        return react(draft -> execution.written(draft, operationId, key, result));
    }

    /** {@link Effect.Pause} is over. */
    public Reaction paused(String operationId) {
        return react(draft -> execution.paused(operationId));
    }

    /** The operations on record, in their order. */
    public List<OperationState> operations() {
        return operations.all();
    }

    private Reaction react(Consumer<Reaction.Draft> happening) {
        if (!begun) {
            return Reaction.NONE;
        }
        var draft = new Reaction.Draft();
        happening.accept(draft);
        inbox.takeIn(draft);
        if (!held) {
            execution.advance(draft);
        }
        return draft.complete();
    }
}
