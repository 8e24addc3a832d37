package io.headwater.healthchecker.kafka;

import io.headwater.healthchecker.core.OperationInfo;
import io.headwater.healthchecker.core.OperationInfo.ObjectResult;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.schemas.avro.ObjectOutcome;
import io.headwater.schemas.avro.ObjectStepped;
import io.headwater.schemas.avro.OperationAccepted;
import io.headwater.schemas.avro.OperationFinished;
import io.headwater.schemas.avro.OperationPhase;
import io.headwater.schemas.avro.OperationStep;
import io.headwater.schemas.avro.RequestSync;
import io.headwater.schemas.avro.SyncOrigin;
import io.headwater.schemas.avro.WaveStarting;
import io.headwater.schemas.avro.WaveWaiting;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The steps of an application's operations, and the newest operation that they add up to. */
public final class OperationSteps {

    private final Map<String, TreeMap<Integer, OperationStep>> operations = new HashMap<>();

    /** A step was taken. */
    public void put(OperationStep step) {
        operations
                .computeIfAbsent(step.getOperationId(), ignored -> new TreeMap<>())
                .put(step.getSequence(), step);
    }

    /** A step was forgotten. */
    public void remove(String operationId, int sequence) {
        var steps = operations.get(operationId);
        if (steps != null) {
            steps.remove(sequence);
            if (steps.isEmpty()) {
                operations.remove(operationId);
            }
        }
    }

    boolean isEmpty() {
        return operations.isEmpty();
    }

    /** The operation that was accepted last. One whose beginning is not there yet does not count. */
    public Optional<OperationInfo> newest() {
        return operations.values().stream()
                .filter(steps -> steps.containsKey(0))
                .max((one, other) -> accepted(one).compareTo(accepted(other)))
                .map(steps -> new Replay().of(steps));
    }

    private static Instant accepted(TreeMap<Integer, OperationStep> steps) {
        return steps.firstEntry().getValue().getAt();
    }

    /** Adds steps up. */
    private static final class Replay {
        private @Nullable RequestSync request;
        private @Nullable Instant finishedAt;
        private String phase = "Running";
        private String message = "";
        private List<String> revisions = List.of();
        private final Map<ObjectKey, ObjectResult> results = new LinkedHashMap<>();

        OperationInfo of(TreeMap<Integer, OperationStep> steps) {
            steps.values().forEach(this::take);
            if (request == null) {
                throw new IllegalStateException("an operation that does not begin with its acceptance");
            }
            return new OperationInfo(
                    request.getOperationId(),
                    request.getOrigin() != SyncOrigin.MANUAL,
                    request.getInitiatedBy(),
                    Optional.ofNullable(request.getOperation()),
                    request.getSpecDigest(),
                    request.getPrune(),
                    request.getObjects().isEmpty() && !request.getDryRun(),
                    request.getAttempt(),
                    accepted(steps),
                    Optional.ofNullable(finishedAt),
                    phase,
                    message,
                    revisions,
                    List.copyOf(results.values()));
        }

        private void take(OperationStep step) {
            switch (step.getStep()) {
                case OperationAccepted accepted -> request = accepted.getRequest();
                case WaveStarting starting -> {
                    revisions = HealthRecords.revisionsOf(starting.getRevisions());
                    message = "applying wave %d of phase %s".formatted(starting.getWave(), starting.getPhase());
                }
                case WaveWaiting waiting -> message = waiting.getMessage();
                case ObjectStepped stepped -> results.put(HealthRecords.keyOf(stepped.getObject()), resultOf(stepped));
                case OperationFinished finished -> finish(step, finished);
                default -> throw new IllegalStateException("a step that the contract does not have");
            }
        }

        private void finish(OperationStep step, OperationFinished finished) {
            phase = wordOf(finished.getPhase());
            message = finished.getMessage();
            finishedAt = step.getAt();
            if (!finished.getRevisions().isEmpty()) {
                revisions = HealthRecords.revisionsOf(finished.getRevisions());
            }
        }

        private static ObjectResult resultOf(ObjectStepped stepped) {
            return new ObjectResult(
                    HealthRecords.keyOf(stepped.getObject()),
                    stepped.getVersion(),
                    stepped.getPhase(),
                    wordOf(stepped.getOutcome()),
                    stepped.getMessage(),
                    stepped.getImages());
        }

        private static String wordOf(OperationPhase phase) {
            return switch (phase) {
                case SUCCEEDED -> "Succeeded";
                case FAILED -> "Failed";
                case ERROR -> "Error";
            };
        }

        private static String wordOf(ObjectOutcome outcome) {
            return switch (outcome) {
                case SYNCED -> "Synced";
                case SYNC_FAILED -> "SyncFailed";
                case PRUNED -> "Pruned";
                case PRUNE_SKIPPED -> "PruneSkipped";
            };
        }
    }
}
