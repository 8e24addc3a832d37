package io.headwater.applier.core;

import io.headwater.applier.core.Reaction.Draft;
import io.headwater.applier.core.Step.Conclusion;
import io.headwater.applier.core.Step.ObjectStepped;
import io.headwater.applier.core.Step.Outcome;
import io.headwater.applier.core.SyncPlan.Wave;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ignore.IgnoreRules;
import io.headwater.kubernetes.sync.SyncPhase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What comes before the first write: the target, the plan, the destination namespace, and a trial of everything without effect. */
final class Preparation {

    private static final ClusterFacts.KindFacts NAMESPACE_KIND = new ClusterFacts.KindFacts("namespaces", false, true);
    private static final WavePoint NAMESPACE_WAVE = new WavePoint(SyncPhase.PRE_SYNC, 0);

    private final ApplicationKey application;
    private final ApplicationState state;
    private final SharedFacts facts;
    private final Surroundings surroundings;
    private final Execution execution;

    Preparation(
            ApplicationKey application,
            ApplicationState state,
            SharedFacts facts,
            Surroundings surroundings,
            Execution execution) {
        this.application = application;
        this.state = state;
        this.facts = facts;
        this.surroundings = surroundings;
        this.execution = execution;
    }

    /** Finds out what the operation leads to, and plans it. */
    boolean prepare(Draft draft, OperationState operation, Run run) {
        switch (Target.of(operation.request(), state, run.caughtUp)) {
            case Target.Behind() -> ask(draft, run, new Effect.CatchUp(operation.id()));
            case Target.Waiting(var message) -> execution.note(draft, operation, message);
            case Target.Outdated(var message) -> {
                execution.supersede(draft, operation, message);
                return true;
            }
            case Target.Impossible(var message) -> {
                execution.finish(draft, operation, Conclusion.ERROR, message);
                return true;
            }
            case Target.Ready ready -> {
                return plan(draft, operation, run, ready);
            }
        }
        return false;
    }

    private boolean plan(Draft draft, OperationState operation, Run run, Target.Ready target) {
        var settings = facts.settings();
        if (settings.isEmpty()) {
            execution.note(draft, operation, "waits for the settings of the installation (argocd-cm) from the catalog");
            return false;
        }
        var respects = target.spec().optionsFor(operation.request()).respectIgnoreDifferences();
        beginAnew(draft, operation, target.set());
        var planned = Planner.plan(new Planner.Sources(
                application,
                target.spec(),
                operation.request(),
                target.set(),
                target.objects(),
                state.live(),
                state.written(),
                state::isOutdated,
                facts.cluster(target.spec().cluster()),
                run.absent,
                surroundings.tracking(),
                surroundings.same(),
                respects ? settings.get().ignored().then(target.spec().ignored()) : IgnoreRules.NONE,
                settings.get().filter()));
        switch (planned) {
            case Planned.Unresolved(var kinds) -> {
                run.spec = target.spec();
                ask(
                        draft,
                        run,
                        new Effect.Discover(operation.id(), target.spec().cluster(), kinds));
                return false;
            }
            case Planned.Invalid(var problems) -> {
                for (var problem : problems) {
                    failed(draft, operation, problem.object(), problem.version(), WavePoint.NONE, problem.message());
                }
                execution.fail(draft, operation, "one or more synchronization tasks are not valid: ");
                return true;
            }
            case Planned.Ready(var plan) -> {
                run.spec = target.spec();
                run.plan = plan;
                return true;
            }
        }
    }

    /** What was done for another set counts no more: that its objects were written says nothing of this one's. */
    private void beginAnew(Draft draft, OperationState operation, DesiredState.RenderedSet set) {
        var started = operation.started();
        if (started.isPresent() && !started.get().setDigest().equals(set.digest())) {
            state.distrustLive();
            execution.append(draft, operation, new Step.WaveStarting(set.digest(), set.revisions(), NAMESPACE_WAVE));
        }
    }

    /** Whether anything but the namespace has been written, or may have been. */
    private static boolean hasBegun(OperationState operation) {
        return operation
                .started()
                .filter(wave -> wave.point().compareTo(NAMESPACE_WAVE) > 0)
                .isPresent();
    }

    void discovered(Run run, KindsFound found) {
        switch (found) {
            case KindsFound.Answer(var served, var absent, var unknown) -> {
                facts.cluster(run.cluster()).add(served);
                run.absent.addAll(absent);
                if (!unknown.isEmpty()) {
                    run.retryLater(
                            "waits for the API groups of "
                                    + new TreeSet<>(unknown)
                                            .stream().map(GroupKind::toString).collect(Collectors.joining(", "))
                                    + ": their server does not answer",
                            Optional.empty());
                }
            }
            case KindsFound.Silence(var message) -> run.retryLater("retrying: " + message, Optional.empty());
        }
    }

    /** Whether it is still open if the destination namespace must be created. */
    boolean needsNamespace(OperationState operation, Run run) {
        var spec = run.spec;
        return spec != null
                && !run.namespaceSeen
                && !hasBegun(operation)
                && operation.outcome(namespaceKey(spec.namespace())).isEmpty()
                && spec.optionsFor(operation.request()).createNamespace()
                && !spec.namespace().isEmpty()
                && !operation.request().dryRun();
    }

    /** Whatever lives in a namespace proves that it is there; else the cluster is asked. */
    boolean findNamespace(Draft draft, Run run, SyncPlan plan) {
        var namespace = run.namespace();
        var brought = plan.wanted().contains(namespaceKey(namespace));
        var inhabited = state.live().stream()
                .anyMatch(copy -> copy.cluster().equals(run.cluster())
                        && copy.key().namespace().equals(namespace));
        if (brought || inhabited) {
            run.namespaceSeen = true;
            return true;
        }
        ask(draft, run, new Effect.FindNamespace(run.operationId, run.cluster(), namespace));
        return false;
    }

    void namespaceFound(Run run, NamespaceLookup found) {
        switch (found) {
            case NamespaceLookup.Present() -> run.namespaceSeen = true;
            case NamespaceLookup.Missing() -> {
                run.namespaceSeen = true;
                if (run.plan != null) {
                    var creation =
                            new Task.CreateNamespace(namespaceKey(run.namespace()), NAMESPACE_WAVE, NAMESPACE_KIND);
                    run.plan = run.plan.preceded(new Wave(NAMESPACE_WAVE, List.of(List.of(creation))));
                }
            }
            case NamespaceLookup.Unknown(var message) -> run.retryLater("retrying: " + message, Optional.empty());
        }
    }

    /**
     * Whether everything is to be tried out first: when several objects change, so that one that is refused leaves none of them changed. A single write
     * needs no trial, it is all or nothing. Not before a namespace that must be created is there, nor once writes have begun.
     */
    boolean needsTrial(OperationState operation, Run run, SyncPlan plan) {
        var worthIt = operation.request().dryRun() || plan.writes() > 1;
        return worthIt
                && !run.triedAll
                && !hasBegun(operation)
                && plan.tasks().stream()
                        .filter(Task.CreateNamespace.class::isInstance)
                        .allMatch(task -> operation
                                .outcome(task.key())
                                .filter(done -> done.outcome() == Outcome.SYNCED)
                                .isPresent());
    }

    boolean tryOut(Draft draft, OperationState operation, Run run, SyncPlan plan) {
        var cluster = facts.cluster(run.cluster());
        var untried = plan.changes().stream()
                .filter(task -> !run.tried.contains(task.key()))
                .filter(task -> cluster.kind(task.key().groupKind()).isPresent())
                .toList();
        if (!untried.isEmpty()) {
            ask(draft, run, new Effect.TryOut(operation.id(), run.cluster(), untried));
            return false;
        }
        run.triedAll = true;
        if (operation.request().dryRun()) {
            finishDryRun(draft, operation, plan);
        }
        return true;
    }

    void tried(Draft draft, OperationState operation, Run run, Map<ObjectKey, WriteResult> results) {
        var plan = run.plan;
        if (plan == null) {
            return;
        }
        var refused = false;
        for (var task : plan.changes()) {
            switch (results.get(task.key())) {
                case WriteResult.Refused(var cause, var message)
                when !isTolerated(operation, run, task, cause) -> {
                    refused = true;
                    failed(draft, operation, task.key(), task.version(), task.point(), message);
                }
                case WriteResult.Unavailable(var message, var after) -> run.retryLater("retrying: " + message, after);
                case WriteResult.LeaseOver() -> throw new IllegalStateException("a trial needs no lease");
                case null -> {}
                case WriteResult _ -> run.tried.add(task.key());
            }
        }
        if (refused) {
            execution.fail(draft, operation, "one or more objects failed to apply (dry run): ");
        }
    }

    /** What the set itself brings along is missing before it is applied; and some webhooks can't be asked without effect. */
    private static boolean isTolerated(OperationState operation, Run run, Task.Apply task, WriteResult.Cause cause) {
        var plan = run.plan;
        return switch (cause) {
            case NAMESPACE_MISSING ->
                plan != null && plan.bringsNamespaceOf(task.key())
                        || operation.request().dryRun()
                                && run.options(operation).createNamespace()
                                && task.key().namespace().equals(run.namespace());
            case KIND_NOT_SERVED ->
                plan != null && plan.defined().contains(task.key().groupKind());
            case DRY_RUN_UNSUPPORTED -> true;
            case OTHER -> false;
        };
    }

    private void finishDryRun(Draft draft, OperationState operation, SyncPlan plan) {
        for (var task : plan.tasks()) {
            var outcome =
                    switch (task) {
                        case Task.Apply _, Task.CreateNamespace _ -> Outcome.SYNCED;
                        case Task.Prune prune -> prune.kept().isEmpty() ? Outcome.PRUNED : Outcome.PRUNE_SKIPPED;
                    };
            stepped(draft, operation, task.key(), task.version(), task.point(), outcome, "dry run");
        }
        execution.finish(draft, operation, Conclusion.SUCCEEDED, "successfully synced (dry run)");
    }

    private void failed(
            Draft draft, OperationState operation, ObjectKey key, String version, WavePoint point, String message) {
        stepped(draft, operation, key, version, point, Outcome.SYNC_FAILED, message);
    }

    private void stepped(
            Draft draft,
            OperationState operation,
            ObjectKey key,
            String version,
            WavePoint point,
            Outcome outcome,
            String message) {
        execution.append(
                draft, operation, new ObjectStepped(key, version, point, outcome, message, "", 0, "", List.of()));
    }

    private static void ask(Draft draft, Run run, Effect effect) {
        run.asked = effect;
        draft.effects.add(effect);
    }

    private static ObjectKey namespaceKey(String namespace) {
        return ObjectKey.of("", "Namespace", "", namespace);
    }
}
