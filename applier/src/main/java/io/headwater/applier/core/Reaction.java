package io.headwater.applier.core;

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
 */
public record Reaction(
        List<LoggedStep> steps,
        List<LoggedStep> repeated,
        List<Effect> effects,
        List<Position> settled,
        List<OperationState> forgotten) {

    public static final Reaction NONE = new Reaction(List.of(), List.of(), List.of(), List.of(), List.of());

    public Reaction {
        steps = List.copyOf(steps);
        repeated = List.copyOf(repeated);
        effects = List.copyOf(effects);
        settled = List.copyOf(settled);
        forgotten = List.copyOf(forgotten);
    }

    public boolean isNone() {
        return steps.isEmpty() && repeated.isEmpty() && effects.isEmpty() && settled.isEmpty() && forgotten.isEmpty();
    }

    /** Collects a reaction. */
    static final class Draft {
        final List<LoggedStep> steps = new ArrayList<>();
        final List<LoggedStep> repeated = new ArrayList<>();
        final List<Effect> effects = new ArrayList<>();
        final List<Position> settled = new ArrayList<>();
        final List<OperationState> forgotten = new ArrayList<>();

        Reaction complete() {
            return new Reaction(steps, repeated, effects, settled, forgotten);
        }
    }
}
