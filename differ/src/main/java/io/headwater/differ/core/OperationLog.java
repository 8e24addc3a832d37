package io.headwater.differ.core;

import io.headwater.differ.core.Step.Accepted;
import io.headwater.differ.core.Step.Finished;
import io.headwater.differ.core.Step.ObjectStepped;
import io.headwater.differ.core.Step.WaveStarting;
import io.headwater.differ.core.Step.WaveWaiting;
import io.headwater.kubernetes.ObjectKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The operations of one application, from their steps. Confined to one thread.
 *
 * <p>Steps carry their position in the topic, which orders operations among each other; a step may be put again.
 */
public final class OperationLog {

    private final Map<String, SortedMap<Integer, Placed>> steps = new HashMap<>();
    private final Map<ObjectKey, LastStep> lastSteps = new HashMap<>();
    private List<Operation> operations = List.of();

    private record Placed(long position, Step step) {}

    /** What the newest operation did to an object, and for which version of the application. */
    public record LastStep(ObjectStepped step, String operationId, String specDigest, long position) {}

    /**
     * Adds a step.
     *
     * @param sequence its number within its operation
     * @param position its position in the topic
     */
    public void put(String operationId, int sequence, long position, Step step) {
        steps.computeIfAbsent(operationId, ignored -> new TreeMap<>()).put(sequence, new Placed(position, step));
        if (step instanceof ObjectStepped stepped) {
            note(operationId, position, stepped);
        } else {
            operations = inOrder();
        }
    }

    /** Removes a step that is not kept any longer. */
    public void remove(String operationId, int sequence) {
        var kept = steps.get(operationId);
        if (kept == null || kept.remove(sequence) == null) {
            return;
        }
        if (kept.isEmpty()) {
            steps.remove(operationId);
        }
        operations = inOrder();
        lastSteps.clear();
        steps.forEach((id, ofOperation) -> ofOperation.values().forEach(placed -> {
            if (placed.step() instanceof ObjectStepped stepped) {
                note(id, placed.position(), stepped);
            }
        }));
    }

    /** All operations in the order in which they were accepted. */
    public List<Operation> operations() {
        return operations;
    }

    public Optional<Operation> find(String operationId) {
        return operations.stream()
                .filter(operation -> operation.id().equals(operationId))
                .findFirst();
    }

    /** What was last done to each object. */
    public Map<ObjectKey, LastStep> lastSteps() {
        return lastSteps;
    }

    private void note(String operationId, long position, ObjectStepped stepped) {
        var request = requestOf(operationId);
        if (request.isEmpty() || request.get().dryRun()) {
            return;
        }
        var step = new LastStep(stepped, operationId, request.get().specDigest(), position);
        lastSteps.merge(stepped.object(), step, (one, other) -> one.position() > other.position() ? one : other);
    }

    private Optional<SyncRequest> requestOf(String operationId) {
        var ofOperation = steps.get(operationId);
        return ofOperation != null && ofOperation.firstEntry().getValue().step() instanceof Accepted(var request)
                ? Optional.of(request)
                : Optional.empty();
    }

    private List<Operation> inOrder() {
        var found = new ArrayList<Map.Entry<Long, Operation>>();
        steps.values().forEach(ofOperation -> {
            var first = ofOperation.firstEntry().getValue();
            if (first.step() instanceof Accepted(var request)) {
                found.add(Map.entry(first.position(), operation(request, ofOperation)));
            }
        });
        return found.stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Operation operation(SyncRequest request, SortedMap<Integer, Placed> ofOperation) {
        Optional<String> started = Optional.empty();
        Optional<Finished> finished = Optional.empty();
        for (var placed : ofOperation.values()) {
            switch (placed.step()) {
                case WaveStarting(var setDigest) -> started = Optional.of(setDigest);
                case Finished end -> finished = Optional.of(end);
                case Accepted ignored -> {}
                case ObjectStepped ignored -> {}
                case WaveWaiting ignored -> {}
            }
        }
        return new Operation(request, started, finished);
    }
}
