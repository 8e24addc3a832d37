package io.headwater.applier.core;

import io.headwater.applier.core.Assessment.Health;
import io.headwater.applier.core.SyncPlan.Wave;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ResourceVersions;
import java.util.Map;
import java.util.Optional;

/** Whether what a wave has written is ready, so that the next wave may start. */
sealed interface WaveGate {

    record Open() implements WaveGate {}

    record Waiting(String message) implements WaveGate {}

    /** It will not become ready. */
    record Closed(String message) implements WaveGate {}

    /**
     * Looks at each object of a wave at the version that was written, never at an older one.
     *
     * @param gone objects that were deleted meanwhile, with the version of their deletion
     */
    static WaveGate after(
            Wave wave,
            OperationState operation,
            ApplicationState state,
            SharedFacts facts,
            Map<ObjectKey, String> gone) {
        WaveGate gate = new Open();
        for (var task : wave.tasks()) {
            var outcome = operation.outcome(task.key());
            if (outcome.isEmpty()) {
                continue;
            }
            var one =
                    switch (task) {
                        case Task.Apply apply -> applied(apply, outcome.get(), state, facts, gone);
                        case Task.Prune _ -> pruned(outcome.get(), state);
                        case Task.CreateNamespace _ -> new Open();
                    };
            if (one instanceof Closed) {
                return one;
            }
            if (gate instanceof Open) {
                gate = one;
            }
        }
        return gate;
    }

    private static WaveGate applied(
            Task.Apply task,
            Step.ObjectStepped outcome,
            ApplicationState state,
            SharedFacts facts,
            Map<ObjectKey, String> gone) {
        var key = task.key();
        var deletion = Optional.ofNullable(gone.get(key));
        if (deletion.isPresent() && ResourceVersions.includes(deletion.get(), outcome.resourceVersion())) {
            return new Closed(text(key) + " is missing, it might have been deleted");
        }
        if (!task.kind().watched() || facts.isWithoutHealth(key.groupKind())) {
            return new Open();
        }
        var known = state.health(key)
                .filter(assessment ->
                        ResourceVersions.includes(assessment.resourceVersion(), outcome.resourceVersion()));
        if (known.isEmpty()) {
            return new Waiting("waiting for healthy state of " + text(key));
        }
        return switch (known.get().health()) {
            case NONE, HEALTHY -> new Open();
            case DEGRADED -> new Closed(text(key) + " is degraded" + because(known.get()));
            case SUSPENDED, PROGRESSING, MISSING, UNKNOWN ->
                new Waiting("waiting for healthy state of " + text(key) + because(known.get()));
        };
    }

    private static WaveGate pruned(Step.ObjectStepped outcome, ApplicationState state) {
        var left = state.live(outcome.object())
                .filter(copy ->
                        outcome.outcome() == Step.Outcome.PRUNED && copy.uid().equals(outcome.uid()));
        return left.isPresent() ? new Waiting("waiting for the deletion of " + text(outcome.object())) : new Open();
    }

    private static String because(Assessment assessment) {
        return assessment.message().isEmpty() || assessment.health() == Health.HEALTHY
                ? ""
                : ": " + assessment.message();
    }

    /** As Argo CD names an object in messages: {@code apps/Deployment/web}. */
    private static String text(ObjectKey key) {
        return key.groupKind() + "/" + key.name();
    }
}
