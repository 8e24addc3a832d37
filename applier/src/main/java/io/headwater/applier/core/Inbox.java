package io.headwater.applier.core;

import io.headwater.applier.core.Reaction.Draft;
import io.headwater.applier.core.Request.Origin;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The requests that are neither accepted nor dropped yet, in the order in which they came.
 *
 * <p>One that was dealt with before is dropped, and so is an automated one that is out of date: whoever decided on it will decide anew. Until it is
 * known which it is, those behind it wait, so that an application's requests are put on record in the order of their positions.
 */
final class Inbox {

    private final Operations operations;
    private final ApplicationState state;
    private final Execution execution;
    private final Deque<Letter> letters = new ArrayDeque<>();

    private static final class Letter {
        final Request request;
        final Position position;
        boolean asked;
        boolean caughtUp;

        Letter(Request request, Position position) {
            this.request = request;
            this.position = position;
        }
    }

    Inbox(Operations operations, ApplicationState state, Execution execution) {
        this.operations = operations;
        this.state = state;
        this.execution = execution;
    }

    void add(Request request, Position position) {
        letters.add(new Letter(request, position));
    }

    boolean isEmpty() {
        return letters.isEmpty();
    }

    /** What stood on the topics when it was asked for this request is known. */
    void caughtUp(String operationId) {
        letters.stream()
                .filter(letter -> letter.asked && letter.request.operationId().equals(operationId))
                .forEach(letter -> letter.caughtUp = true);
    }

    void takeIn(Draft draft) {
        while (!letters.isEmpty()) {
            var next = letters.element();
            if (operations.knows(next.request, next.position)) {
                settle(draft, next);
                continue;
            }
            var target = Target.of(next.request, state, next.caughtUp);
            if (target instanceof Target.Behind) {
                if (!next.asked) {
                    next.asked = true;
                    draft.effects.add(new Effect.CatchUp(next.request.operationId()));
                }
                return;
            }
            if (!(target instanceof Target.Outdated)
                    || (next.request.origin() == Origin.MANUAL && !state.isRemoved())) {
                execution.accept(draft, next.request, next.position);
                draft.forgotten.addAll(operations.outlived());
                operations.outlived().forEach(operation -> operations.forget(operation.id()));
            }
            settle(draft, next);
        }
    }

    private void settle(Draft draft, Letter letter) {
        letters.remove();
        draft.settled.add(letter.position);
    }
}
