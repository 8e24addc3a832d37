package io.headwater.differ.core;

import io.headwater.differ.core.Decision.Ask;
import io.headwater.differ.core.Decision.Rest;
import io.headwater.differ.core.Step.Finished;
import io.headwater.differ.core.SyncRequest.Origin;
import io.headwater.kubernetes.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether an application is synced without being asked.
 *
 * <p>While the project of an application lets no sync pass, a request is forgotten that nobody has accepted yet: it would be made once more after a restart. Where
 * it is accepted after all, the operation says so.
 *
 * <p>The questions are those of Argo CD's {@code autoSync}, in its order; what is different is meant to be: a failed sync is tried again for as
 * long as nobody says otherwise, drift is healed at once and not ever slower, and mass pruning needs a person.
 */
public final class SyncDecider {

    /** However much has changed since an attempt failed, the next one is not made sooner. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private static final Reason NOT_AUTOMATED = new Reason(
            "AutomatedSyncDisabled",
            "It is not synced by itself, since spec.syncPolicy.automated is not set or not enabled: sync it by hand");

    private static final Reason NOT_HEALED = new Reason(
            "SelfHealDisabled",
            "The cluster was changed after the last sync of this revision, and spec.syncPolicy.automated.selfHeal is off: sync it by hand, or commit the change");

    private static final Reason KEPT = new Reason(
            "PruneDisabled",
            "All that differs are objects that Git does not have and that have the option Prune=false or Prune=confirm: delete them by hand, or put them back into Git");

    private final HealingBudget healing;
    private final PruneBudget pruning;

    public SyncDecider(HealingBudget healing, PruneBudget pruning) {
        this.healing = healing;
        this.pruning = pruning;
    }

    /**
     * Decides what to do about an assessment.
     *
     * @param project what is known of the application's project
     * @param memory what an earlier decision said to remember
     */
    public Decision decide(
            Application application,
            ProjectView project,
            Assessment assessment,
            OperationLog operations,
            Memory memory,
            Instant now) {
        var known = tidied(memory, operations, now).withAccepted(assessment.accepted());
        var gate = ProjectGate.of(application, project, now);
        var decision = decideOn(application, gate, assessment, operations, known, now)
                .with(gate.problems(), assessment.isOutOfSync() ? gate.again() : Optional.empty());
        if (!application.policy().selfHeal()) {
            return decision;
        }
        var fights = Fights.of(decision.memory(), healing, now);
        return decision.with(fights.reasons(), fights.end());
    }

    private Decision decideOn(
            Application application,
            ProjectGate gate,
            Assessment assessment,
            OperationLog operations,
            Memory known,
            Instant now) {
        var policy = application.policy();
        if (application.deleting() || !assessment.isOutOfSync()) {
            return rest(known, List.of());
        }
        if (policy.automated() && gate.isClosed()) {
            return rest(known.withRequested(Optional.empty()), gate.obstacles());
        }
        if (!policy.automated()) {
            return rest(known, List.of(NOT_AUTOMATED));
        }
        var set = assessment.set().orElseThrow(() -> new IllegalStateException("out of sync with no set"));
        var work = Work.of(assessment, policy, pruning);
        if (work.isNothing()) {
            return rest(known, work.reasons().isEmpty() && keepsExtras(assessment) ? List.of(KEPT) : work.reasons());
        }
        if (isUnderWay(application, set, operations, known)) {
            return rest(known, work.reasons());
        }
        var situation = new Situation(
                application, assessment, set, work, known, previousOperation(application, operations, known), now);
        var refused = refused(application, set, operations);
        if (refused.isPresent()) {
            return afterRefusal(situation, refused.get());
        }
        return PastAttempt.last(application, set, operations)
                .filter(PastAttempt::isForTheSame)
                .map(attempt -> attempt.succeeded() ? afterSuccess(situation) : afterFailure(situation, attempt))
                .orElseGet(() -> ask(situation, Origin.AUTOMATED, 0, List.of()));
    }

    /** What a decision is made from. */
    private record Situation(
            Application application,
            Assessment assessment,
            RenderedSet set,
            Work work,
            Memory memory,
            String previous,
            Instant now) {

        Situation with(Memory other) {
            return new Situation(application, assessment, set, work, other, previous, now);
        }

        /** The operation that came to nothing, as it is remembered; now it is, if it was not. */
        Memory.Failure failure(String operationId) {
            return memory.failure()
                    .filter(known -> known.operationId().equals(operationId))
                    .orElseGet(() -> new Memory.Failure(operationId, assessment.inputs(), now));
        }
    }

    private static boolean keepsExtras(Assessment assessment) {
        return assessment.objects().stream()
                .anyMatch(object -> object.difference() == Difference.EXTRA && !object.terminating());
    }

    private static Decision rest(Memory memory, List<Reason> reasons) {
        return new Rest(memory, reasons, Optional.empty());
    }

    /** Whether what is wanted has been asked for and is not finished. For anything else that is, a new request takes its place. */
    private static boolean isUnderWay(
            Application application, RenderedSet set, OperationLog operations, Memory memory) {
        var requested = memory.requested()
                .filter(request -> request.specDigest().equals(application.specDigest())
                        && request.setDigest().equals(Optional.of(set.setDigest())));
        return requested.isPresent()
                || operations.operations().stream()
                        .anyMatch(operation -> operation.finished().isEmpty()
                                && operation.isFor(application.specDigest(), set.setDigest()));
    }

    private static String previousOperation(Application application, OperationLog operations, Memory memory) {
        var accepted = operations.operations();
        return memory.requested()
                .map(SyncRequest::operationId)
                .or(() -> accepted.isEmpty()
                        ? Optional.empty()
                        : Optional.of(accepted.getLast().id()))
                .or(() -> application.lastAttempt().map(Attempt::operationId))
                .orElse("");
    }

    private Decision afterSuccess(Situation situation) {
        if (!situation.application().policy().selfHeal()) {
            return rest(situation.memory(), and(situation, NOT_HEALED));
        }
        var plan = HealingPlan.of(situation.work(), situation.memory(), healing, situation.now());
        var reasons = new ArrayList<>(situation.work().reasons());
        reasons.addAll(plan.reasons());
        if (plan.objects().isEmpty()) {
            return new Rest(situation.memory(), reasons, plan.again());
        }
        var request = request(situation, Origin.HEAL, 0, plan.objects());
        return new Ask(request, plan.memory().withRequested(Optional.of(request)), reasons, plan.again());
    }

    /** The last operation, if it was for what is wanted now and yet did not take place: the applier knew of something newer. */
    private static Optional<Operation> refused(Application application, RenderedSet set, OperationLog operations) {
        var accepted = operations.operations();
        return accepted.isEmpty()
                ? Optional.empty()
                : Optional.of(accepted.getLast())
                        .filter(last -> last.isFor(application.specDigest(), set.setDigest()))
                        .filter(last ->
                                last.finished().map(Finished::superseded).orElse(false));
    }

    /** What was newer will arrive here too; in case it does not, it is asked again. */
    private static Decision afterRefusal(Situation situation, Operation refused) {
        var failure = situation.failure(refused.id());
        var known = situation.memory().withFailure(failure);
        var due = failure.seenAt().plus(SHORTEST_PAUSE);
        return due.isAfter(situation.now())
                ? new Rest(known, situation.work().reasons(), Optional.of(due))
                : ask(situation.with(known), Origin.AUTOMATED, refused.request().attempt(), List.of());
    }

    private static Decision afterFailure(Situation situation, PastAttempt attempt) {
        var failure = situation.failure(attempt.operationId());
        var known = situation.memory().withFailure(failure);
        var retry = situation.application().policy().retry();
        var failed =
                "Failed last sync attempt to %s: %s".formatted(situation.set().revisionText(), attempt.message());
        if (!retry.allowsAfter(attempt.number())) {
            var end = "%s (retried %d times; sync it by hand, or change what it is made from)"
                    .formatted(failed, attempt.number());
            return rest(known, and(situation, new Reason("SyncError", end)));
        }
        var isUnchanged = failure.inputs().equals(situation.assessment().inputs());
        var due = failure.seenAt().plus(isUnchanged ? retry.pauseAfter(attempt.number()) : SHORTEST_PAUSE);
        if (due.isAfter(situation.now())) {
            var waiting = "%s. Retrying attempt #%d at %s".formatted(failed, attempt.number() + 1, due);
            return new Rest(known, and(situation, new Reason("SyncError", waiting)), Optional.of(due));
        }
        var origin = attempt.origin() == Origin.HEAL ? Origin.HEAL : Origin.AUTOMATED;
        var objects = origin == Origin.HEAL ? situation.work().keys() : List.<ObjectKey>of();
        return ask(situation.with(known), origin, attempt.number() + 1, objects);
    }

    private static List<Reason> and(Situation situation, Reason reason) {
        var reasons = new ArrayList<>(situation.work().reasons());
        reasons.add(reason);
        return reasons;
    }

    private static Decision ask(Situation situation, Origin origin, int attempt, List<ObjectKey> objects) {
        var request = request(situation, origin, attempt, objects);
        return new Ask(
                request,
                situation.memory().withRequested(Optional.of(request)),
                situation.work().reasons(),
                Optional.empty());
    }

    private static SyncRequest request(Situation situation, Origin origin, int attempt, List<ObjectKey> objects) {
        var application = situation.application();
        var set = situation.set();
        return new SyncRequest(
                OperationIds.of(
                        application.uid(),
                        set.setDigest(),
                        application.specDigest(),
                        origin,
                        attempt,
                        situation.previous()),
                origin,
                application.specDigest(),
                Optional.of(set.setDigest()),
                situation.work().prunes(),
                false,
                objects,
                attempt,
                situation.now());
    }

    /** The memory without what is over: a request that was accepted, heals of long ago. */
    private Memory tidied(Memory memory, OperationLog operations, Instant now) {
        var tidied = memory;
        if (memory.requested()
                .filter(request -> operations.find(request.operationId()).isPresent())
                .isPresent()) {
            tidied = tidied.withRequested(Optional.empty());
        }
        if (memory.heals().values().stream().anyMatch(history -> healing.isOver(now, history))) {
            tidied = tidied.withHeals(HealingPlan.withoutOver(memory.heals(), healing, now));
        }
        return tidied;
    }
}
