package io.headwater.applier.core;

import io.headwater.applier.core.Reaction.Draft;
import io.headwater.applier.core.Step.Conclusion;
import io.headwater.applier.core.Step.Outcome;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the operations of one application, one at a time.
 *
 * <p>{@link #advance} looks at what is on record and what is known, and decides on the next thing to do until something must be waited for. It is
 * called after whatever happens, and does nothing while nothing has changed.
 */
final class Execution {

    private static final int MOST_REASONS = 5;

    private final ApplicationKey application;
    private final Operations operations;
    private final ApplicationState state;
    private final Surroundings surroundings;
    private final Preparation preparation;
    private final WaveWork waves;
    private @Nullable Run run;

    Execution(
            ApplicationKey application,
            Operations operations,
            ApplicationState state,
            SharedFacts facts,
            Surroundings surroundings) {
        this.application = application;
        this.operations = operations;
        this.state = state;
        this.surroundings = surroundings;
        this.preparation = new Preparation(application, state, facts, surroundings, this);
        this.waves = new WaveWork(state, facts, surroundings.same(), this);
    }

    void accept(Draft draft, Request request, Position position) {
        log(
                draft,
                new LoggedStep(
                        application,
                        request.operationId(),
                        0,
                        surroundings.clock().instant(),
                        new Step.Accepted(request, position)));
    }

    void advance(Draft draft) {
        while (decide(draft)) {
            // Until there is something to wait for.
        }
    }

    /** Decides on one thing; returns whether there may be another one to decide at once. */
    private boolean decide(Draft draft) {
        var current = operations.current().orElse(null);
        if (current == null) {
            run = null;
            return false;
        }
        if (run == null || !run.operationId.equals(current.id())) {
            run = new Run(current.id());
        }
        if (run.isBusy()) {
            return false;
        }
        if (isSuperseded(current, run)) {
            supersede(draft, current, "a newer sync takes its place");
            return true;
        }
        if (run.retry != null) {
            pause(draft, current, run, run.retry);
        }
        if (run.paused) {
            return false;
        }
        return run.plan == null ? preparation.prepare(draft, current, run) : goOn(draft, current, run, run.plan);
    }

    private boolean goOn(Draft draft, OperationState operation, Run going, SyncPlan plan) {
        if (preparation.needsNamespace(operation, going)) {
            return preparation.findNamespace(draft, going, plan);
        }
        if (preparation.needsTrial(operation, going, plan)) {
            return preparation.tryOut(draft, operation, going, plan);
        }
        return waves.goOn(draft, operation, going, plan);
    }

    /** By a later one for the whole application that leads to the set that counts now, while this one does not. */
    private boolean isSuperseded(OperationState operation, Run going) {
        var set = state.currentSet();
        var own = going.plan != null
                ? Optional.of(going.plan.set().digest())
                : operation.request().setDigest();
        if (set.isEmpty() || own.isEmpty() || own.get().equals(set.get().digest())) {
            return false;
        }
        return operations.waitingBehind(operation).stream()
                .map(OperationState::request)
                .anyMatch(request -> request.isFullSync()
                        && request.setDigest().map(set.get().digest()::equals).orElse(true));
    }

    void caughtUp(String operationId) {
        answered(operationId, Effect.CatchUp.class, going -> going.caughtUp = true);
    }

    void discovered(String operationId, KindsFound found) {
        answered(operationId, Effect.Discover.class, going -> preparation.discovered(going, found));
    }

    void namespaceFound(String operationId, NamespaceLookup found) {
        answered(operationId, Effect.FindNamespace.class, going -> preparation.namespaceFound(going, found));
    }

    void tried(Draft draft, String operationId, Map<ObjectKey, WriteResult> results) {
        answered(operationId, Effect.TryOut.class, going -> operations
                .find(operationId)
                .ifPresent(operation -> preparation.tried(draft, operation, going, results)));
    }

    void written(Draft draft, String operationId, ObjectKey key, WriteResult result) {
        var operation = operations.find(operationId);
        if (run != null && run.operationId.equals(operationId) && operation.isPresent()) {
            waves.written(draft, operation.get(), run, key, result);
        }
    }

    void paused(String operationId) {
        if (run != null && run.operationId.equals(operationId)) {
            run.paused = false;
        }
    }

    void isGone(ObjectKey key, String version) {
        if (run != null) {
            run.gone.put(key, version);
        }
    }

    void isLiveAgain(ObjectKey key) {
        if (run != null) {
            run.gone.remove(key);
        }
    }

    private void answered(String operationId, Class<? extends Effect> question, Consumer<Run> taken) {
        if (run != null && run.operationId.equals(operationId) && question.isInstance(run.asked)) {
            run.asked = null;
            taken.accept(run);
        }
    }

    private void pause(Draft draft, OperationState operation, Run going, Run.Retry retry) {
        note(draft, operation, retry.message());
        going.retry = null;
        going.paused = true;
        var pause = surroundings.backoff().after(going.failures, retry.after(), surroundings.random());
        going.failures++;
        draft.effects.add(new Effect.Pause(operation.id(), pause));
    }

    /** Says what the current operation waits for. */
    void note(Draft draft, String message) {
        operations.current().ifPresent(operation -> note(draft, operation, message));
    }

    /** Says what is waited for, once. */
    void note(Draft draft, OperationState operation, String message) {
        if (!operation.waiting().equals(message)) {
            var point = operation.started().map(Step.WaveStarting::point).orElse(WavePoint.NONE);
            append(draft, operation, new Step.WaveWaiting(point, message));
        }
    }

    /** What a former owner may have sent for it without living to say so can't be found out once its plan is given up. */
    void supersede(Draft draft, OperationState operation, String message) {
        if (operation.started().isPresent() && (run == null || run.started == null)) {
            state.distrustLive();
        }
        finish(draft, operation, operation.started().isPresent() ? Conclusion.FAILED : Conclusion.ERROR, message, true);
    }

    void finish(Draft draft, OperationState operation, Conclusion conclusion, String message) {
        finish(draft, operation, conclusion, message, false);
    }

    private void finish(
            Draft draft, OperationState operation, Conclusion conclusion, String message, boolean superseded) {
        var set = Optional.ofNullable(run).map(going -> going.plan).map(SyncPlan::set);
        append(
                draft,
                operation,
                new Step.Finished(
                        conclusion,
                        message,
                        superseded,
                        set.map(DesiredState.RenderedSet::digest).orElse(""),
                        set.map(DesiredState.RenderedSet::revisions).orElse(List.of())));
        run = null;
    }

    /** Ends an operation of which some objects can't be changed. */
    void fail(Draft draft, OperationState operation, String what) {
        var failed = operation.outcomes().stream()
                .filter(object -> object.outcome() == Outcome.SYNC_FAILED)
                .toList();
        var reasons = failed.stream()
                .limit(MOST_REASONS)
                .map(object -> object.object().display() + ": " + object.message())
                .collect(Collectors.joining("; "));
        var more = failed.size() > MOST_REASONS ? "; and " + (failed.size() - MOST_REASONS) + " more" : "";
        finish(draft, operation, Conclusion.FAILED, what + reasons + more);
    }

    void append(Draft draft, OperationState operation, Step step) {
        log(
                draft,
                new LoggedStep(
                        application,
                        operation.id(),
                        operation.steps(),
                        surroundings.clock().instant(),
                        step));
    }

    private void log(Draft draft, LoggedStep step) {
        operations.replay(step);
        state.learn(step.step());
        draft.steps.add(step);
    }
}
