package io.headwater.applier.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations of one application in the order in which they were accepted: the last one that ended, and those that have not. */
public final class Operations {

    private final Map<String, OperationState> byId = new LinkedHashMap<>();
    private String lastFinished = "";

    /** Takes a step of any of them. Steps of an operation whose beginning is not known are left out: it was forgotten. */
    public void replay(LoggedStep step) {
        var known = byId.get(step.operationId());
        if (known != null) {
            var wasFinished = known.finished().isPresent();
            known.replay(step);
            if (!wasFinished && known.finished().isPresent()) {
                lastFinished = known.id();
            }
        } else if (step.step() instanceof Step.Accepted accepted) {
            byId.put(step.operationId(), OperationState.begunBy(step, accepted));
        }
    }

    /** Forgets an operation, as the record has. */
    public void forget(String operationId) {
        byId.remove(operationId);
    }

    public Optional<OperationState> find(String operationId) {
        return Optional.ofNullable(byId.get(operationId));
    }

    /** Whether a request was dealt with before: it is on record, or stood before one that is. */
    public boolean knows(Request request, Position position) {
        return byId.containsKey(request.operationId())
                || byId.values().stream().anyMatch(operation -> position.isCoveredBy(operation.position()));
    }

    /** The operation that is carried out, or is next to be. */
    public Optional<OperationState> current() {
        return unfinished().findFirst();
    }

    /** Those that were accepted after an operation and have not ended. */
    public List<OperationState> waitingBehind(OperationState operation) {
        return unfinished().dropWhile(other -> other != operation).skip(1).toList();
    }

    /** Those that ended, but for the last one to do so: nobody needs them once a newer one is accepted. */
    public List<OperationState> outlived() {
        return byId.values().stream()
                .filter(operation ->
                        operation.finished().isPresent() && !operation.id().equals(lastFinished))
                .toList();
    }

    public List<OperationState> all() {
        return List.copyOf(byId.values());
    }

    private java.util.stream.Stream<OperationState> unfinished() {
        return byId.values().stream().filter(operation -> operation.finished().isEmpty());
    }
}
