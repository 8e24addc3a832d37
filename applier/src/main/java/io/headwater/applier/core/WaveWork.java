package io.headwater.applier.core;

import io.headwater.applier.core.Reaction.Draft;
import io.headwater.applier.core.Step.Conclusion;
import io.headwater.applier.core.Step.ObjectStepped;
import io.headwater.applier.core.Step.Outcome;
import io.headwater.applier.core.SyncPlan.Wave;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The waves of an operation: starts one when the one before it is ready, has its objects written, and notes what became of them. */
final class WaveWork {

    private static final int PATIENCE_FOR_NEW_KINDS = 40;
    private static final Duration PAUSE_FOR_NEW_KINDS = Duration.ofMillis(250);

    private final ApplicationState state;
    private final SharedFacts facts;
    private final BiPredicate<KubernetesObject, KubernetesObject> same;
    private final Execution execution;

    /** @param same whether a live object is as a desired one wants it */
    WaveWork(
            ApplicationState state,
            SharedFacts facts,
            BiPredicate<KubernetesObject, KubernetesObject> same,
            Execution execution) {
        this.state = state;
        this.facts = facts;
        this.same = same;
        this.execution = execution;
    }

    boolean goOn(Draft draft, OperationState operation, Run run, SyncPlan plan) {
        var next = plan.firstWith(task -> isOpen(operation, task));
        var started = operation.started().map(Step.WaveStarting::point);
        if (next.isEmpty()) {
            conclude(draft, operation, plan);
            return true;
        }
        if (started.isPresent() && next.get().point().compareTo(started.get()) > 0) {
            if (hasFailed(operation)) {
                execution.fail(draft, operation, "one or more objects failed to apply, reason: ");
                return true;
            }
            var over = plan.at(started.get());
            if (over.isPresent() && !isPassed(draft, operation, run, over.get())) {
                return operation.finished().isPresent();
            }
        }
        return write(draft, operation, run, plan, next.get());
    }

    private boolean isPassed(Draft draft, OperationState operation, Run run, Wave over) {
        return switch (WaveGate.after(over, operation, state, facts, run.gone)) {
            case WaveGate.Open() -> true;
            case WaveGate.Waiting(var message) -> {
                execution.note(draft, operation, message);
                yield false;
            }
            case WaveGate.Closed(var message) -> {
                execution.finish(
                        draft,
                        operation,
                        Conclusion.FAILED,
                        "one or more synchronization tasks completed unsuccessfully, reason: " + message);
                yield false;
            }
        };
    }

    /**
     * Has the first run of a wave that is not done written. After a change of owner the plan may have moved what is left of a wave before the one
     * that has started: it is then done in that one, since waves only go forward.
     */
    private boolean write(Draft draft, OperationState operation, Run run, SyncPlan plan, Wave wave) {
        var tasks = wave.runs().stream()
                .map(each ->
                        each.stream().filter(task -> isOpen(operation, task)).toList())
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElseThrow();
        if (!(tasks.getFirst() instanceof Task.Prune) && hasFailedPrune(operation, wave)) {
            execution.fail(draft, operation, "one or more objects failed to apply, reason: ");
            return true;
        }
        start(draft, operation, run, plan, furthest(operation, wave.point()));
        var sent = false;
        for (var task : tasks) {
            var settled = settled(task, plan);
            if (settled.isPresent()) {
                execution.append(draft, operation, settled.get());
            } else {
                var relied = state.precondition(task.key(), run.cluster());
                run.inFlight.put(task.key(), task);
                state.sent(task);
                draft.effects.add(
                        new Effect.Write(operation.id(), run.cluster(), task, relied, run.options(operation)));
                sent = true;
            }
        }
        return !sent;
    }

    private static WavePoint furthest(OperationState operation, WavePoint point) {
        return operation
                .started()
                .map(Step.WaveStarting::point)
                .filter(started -> started.compareTo(point) > 0)
                .orElse(point);
    }

    /** Puts on record that writes start: a wave's first ones by a step, later ones whose lease has run out by the last step once more. */
    private void start(Draft draft, OperationState operation, Run run, SyncPlan plan, WavePoint point) {
        if (!point.equals(run.started)) {
            execution.append(
                    draft,
                    operation,
                    new Step.WaveStarting(plan.set().digest(), plan.set().revisions(), point));
        } else if (run.leaseOver) {
            draft.repeated.add(operation.last());
        }
        run.started = point;
        run.leaseOver = false;
    }

    /** What can be said of an object without a call. */
    private Optional<ObjectStepped> settled(Task task, SyncPlan plan) {
        return switch (task) {
            case Task.CreateNamespace _ -> Optional.empty();
            case Task.Apply apply ->
                switch (apply.state()) {
                    case Task.Apply.State.Differs _ -> Optional.empty();
                    case Task.Apply.State.Same planned -> unchanged(apply, planned);
                };
            case Task.Prune prune -> {
                var kept = prune.kept().isEmpty() && isWantedByNow(prune.key(), plan)
                        ? "ignored (Git has it again)"
                        : prune.kept();
                yield kept.isEmpty() ? Optional.empty() : Optional.of(skipped(prune, prune.judgedAt(), kept));
            }
        };
    }

    /** That an object needs no write, if it is still as it was when the plan was made, which may be waves ago. */
    private Optional<ObjectStepped> unchanged(Task.Apply apply, Task.Apply.State.Same planned) {
        var copy = state.live(apply.key())
                .filter(known -> !state.isOutdated(known))
                .orElse(null);
        if (copy == null) {
            return Optional.empty();
        }
        if (copy.resourceVersion().equals(planned.resourceVersion())) {
            return Optional.of(unchanged(apply, copy, planned.generation()));
        }
        var present = copy.content().get();
        return present.isTerminating() || !same.test(apply.object(), present)
                ? Optional.empty()
                : Optional.of(unchanged(apply, copy, present.generation()));
    }

    private static ObjectStepped unchanged(Task.Apply apply, LiveCopy copy, long generation) {
        return new ObjectStepped(
                apply.key(),
                apply.version(),
                apply.point(),
                Outcome.SYNCED,
                "unchanged",
                copy.resourceVersion(),
                generation,
                copy.uid(),
                ContainerImages.of(apply.object()));
    }

    /** Whether a set that is newer than the plan's holds an object, or may hold it. */
    private boolean isWantedByNow(ObjectKey key, SyncPlan plan) {
        var newest = state.desired().flatMap(DesiredState::good);
        if (newest.isEmpty() || newest.get().digest().equals(plan.set().digest())) {
            return false;
        }
        var namespace = state.spec().map(ApplicationSpec::namespace).orElse("");
        return state.objectsOf(newest.get())
                .map(objects -> objects.stream()
                        .anyMatch(object -> object.groupKind().equals(key.groupKind())
                                && object.keyIn(!key.namespace().isEmpty(), namespace)
                                        .equals(key)))
                .orElse(true);
    }

    void written(Draft draft, OperationState operation, Run run, ObjectKey key, WriteResult result) {
        var task = run.inFlight.remove(key);
        if (task == null) {
            return;
        }
        switch (result) {
            case WriteResult.Applied(var message, var version, var generation, var uid) ->
                done(draft, operation, run, applied(task, message, version, generation, uid));
            case WriteResult.Pruned(var message, var uid) ->
                done(
                        draft,
                        operation,
                        run,
                        new ObjectStepped(
                                key, task.version(), task.point(), Outcome.PRUNED, message, "", 0, uid, List.of()));
            case WriteResult.Left(var message, var version) ->
                done(draft, operation, run, skipped(task, version, message));
            case WriteResult.Refused(var cause, var message) -> {
                if (isOnItsWay(task, cause, run)) {
                    run.retryLater(
                            "waits for the kind " + key.groupKind().display() + " to be served",
                            Optional.of(PAUSE_FOR_NEW_KINDS));
                    run.failures = 0;
                } else {
                    done(draft, operation, run, result(task, Outcome.SYNC_FAILED, message));
                }
            }
            case WriteResult.Unavailable(var message, var after) -> run.retryLater("retrying: " + message, after);
            case WriteResult.LeaseOver() -> run.leaseOver = true;
        }
    }

    /** A kind whose definition was applied a moment ago is served a moment later. */
    private static boolean isOnItsWay(Task task, WriteResult.Cause cause, Run run) {
        return cause == WriteResult.Cause.KIND_NOT_SERVED
                && run.plan != null
                && run.plan.defined().contains(task.key().groupKind())
                && run.unserved.merge(task.key(), 1, Integer::sum) <= PATIENCE_FOR_NEW_KINDS;
    }

    private void done(Draft draft, OperationState operation, Run run, ObjectStepped step) {
        run.failures = 0;
        execution.append(draft, operation, step);
    }

    private static ObjectStepped applied(Task task, String message, String version, long generation, String uid) {
        var remark = task instanceof Task.Apply apply && apply.state() instanceof Task.Apply.State.Differs differs
                ? differs.remark()
                : "";
        var said = remark.isEmpty() ? message : message + " (" + remark + ")";
        var images = task instanceof Task.Apply applied ? ContainerImages.of(applied.object()) : List.<String>of();
        return new ObjectStepped(
                task.key(), task.version(), task.point(), Outcome.SYNCED, said, version, generation, uid, images);
    }

    private static ObjectStepped result(Task task, Outcome outcome, String message) {
        return new ObjectStepped(task.key(), task.version(), task.point(), outcome, message, "", 0, "", List.of());
    }

    /** @param judgedAt the version of the object that was the reason; empty where the reason was another */
    private static ObjectStepped skipped(Task task, String judgedAt, String message) {
        return new ObjectStepped(
                task.key(), task.version(), task.point(), Outcome.PRUNE_SKIPPED, message, judgedAt, 0, "", List.of());
    }

    private void conclude(Draft draft, OperationState operation, SyncPlan plan) {
        if (hasFailed(operation)) {
            execution.fail(draft, operation, "one or more objects failed to apply, reason: ");
            return;
        }
        execution.finish(
                draft,
                operation,
                Conclusion.SUCCEEDED,
                plan.waves().isEmpty() ? "successfully synced (no more tasks)" : "successfully synced (all tasks run)");
    }

    private static boolean isOpen(OperationState operation, Task task) {
        return operation.outcome(task.key()).isEmpty();
    }

    private static boolean hasFailed(OperationState operation) {
        return operation.outcomes().stream().anyMatch(object -> object.outcome() == Outcome.SYNC_FAILED);
    }

    private static boolean hasFailedPrune(OperationState operation, Wave wave) {
        return wave.tasks().stream()
                .filter(Task.Prune.class::isInstance)
                .flatMap(task -> operation.outcome(task.key()).stream())
                .anyMatch(outcome -> outcome.outcome() == Outcome.SYNC_FAILED);
    }
}
