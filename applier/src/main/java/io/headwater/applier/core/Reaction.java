package io.headwater.applier.core;

import io.headwater.kubernetes.ObjectKey;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows from something that happened.
 *
 * @param steps to be put on record, in this order; they have been replayed already
 * @param repeated steps that are on record and are put there once more, for the sake of the acknowledgement that a lease needs
 * @param effects to be carried out
 * @param settled requests that need to come no more once the steps are on record
 * @param forgotten operations whose steps are to be taken off the record
 * @param dryRuns to be carried out for the differ
 * @param tried answers to be put on record
 */
public record Reaction(
        List<LoggedStep> steps,
        List<LoggedStep> repeated,
        List<Effect> effects,
        List<Position> settled,
        List<OperationState> forgotten,
        List<DryRun> dryRuns,
        List<Tried> tried) {

    public static final Reaction NONE = new Draft().complete();

    /** The last answers about an object; none where there is nothing left to know. */
    public record Tried(ObjectKey object, List<Trial> trials) {
        public Tried {
            trials = List.copyOf(trials);
        }
    }

    public Reaction {
        steps = List.copyOf(steps);
        repeated = List.copyOf(repeated);
        effects = List.copyOf(effects);
        settled = List.copyOf(settled);
        forgotten = List.copyOf(forgotten);
        dryRuns = List.copyOf(dryRuns);
        tried = List.copyOf(tried);
    }

    public boolean isNone() {
        return !isWritten() && effects.isEmpty() && settled.isEmpty() && dryRuns.isEmpty();
    }

    /** Whether something is to be put on record. */
    public boolean isWritten() {
        return !steps.isEmpty() || !repeated.isEmpty() || !forgotten.isEmpty() || !tried.isEmpty();
    }

    /** Collects a reaction. */
    static final class Draft {
        final List<LoggedStep> steps = new ArrayList<>();
        final List<LoggedStep> repeated = new ArrayList<>();
        final List<Effect> effects = new ArrayList<>();
        final List<Position> settled = new ArrayList<>();
        final List<OperationState> forgotten = new ArrayList<>();
        final List<DryRun> dryRuns = new ArrayList<>();
        final List<Tried> tried = new ArrayList<>();

        Reaction complete() {
            return new Reaction(steps, repeated, effects, settled, forgotten, dryRuns, tried);
        }
    }
}
