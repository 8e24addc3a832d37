package io.headwater.differ.kafka;

import io.headwater.differ.core.Step;
import io.headwater.differ.core.SyncRequest;
import io.headwater.differ.core.SyncRequest.Origin;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.schemas.UnreadableRecordException;
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
import java.util.Optional;

/** Reads what the applier says it did, and writes what it is asked for. */
public final class OperationRecords {

    private OperationRecords() {}

    public static Step step(OperationStep record) {
        return switch (record.getStep()) {
            case OperationAccepted accepted -> new Step.Accepted(request(accepted.getRequest()));
            case WaveStarting starting -> new Step.WaveStarting(starting.getSetDigest());
            case ObjectStepped stepped ->
                new Step.ObjectStepped(
                        Contents.key(stepped.getObject()),
                        outcome(stepped.getOutcome()),
                        stepped.getResourceVersion(),
                        stepped.getUid());
            case WaveWaiting ignored -> new Step.WaveWaiting();
            case OperationFinished finished -> finished(finished);
            case Object other ->
                throw new UnreadableRecordException("a step of an unknown kind: " + other.getClass(), null);
        };
    }

    /** The operation that the key of a step names. */
    public static String operationOf(String key) {
        var end = key.lastIndexOf('|');
        return key.substring(key.indexOf('|') + 1, Math.max(end, key.indexOf('|') + 1));
    }

    /** The number of the step that its key names. */
    public static int sequenceOf(String key) {
        return Integer.parseInt(key.substring(key.lastIndexOf('|') + 1));
    }

    /** The request as the applier reads it. */
    public static RequestSync record(ApplicationKey application, SyncRequest request) {
        return RequestSync.newBuilder()
                .setOperationId(request.operationId())
                .setApplication(Contents.reference(application))
                .setOrigin(
                        switch (request.origin()) {
                            case AUTOMATED -> SyncOrigin.AUTOMATED;
                            case HEAL -> SyncOrigin.HEAL;
                            case MANUAL -> SyncOrigin.MANUAL;
                        })
                .setInitiatedBy("")
                .setSpecDigest(request.specDigest())
                .setSetDigest(request.setDigest().orElse(null))
                .setRevision("")
                .setPrune(request.prune())
                .setDryRun(request.dryRun())
                .setObjects(request.objects().stream().map(Contents::reference).toList())
                .setOperation(null)
                .setAttempt(request.attempt())
                .setRequestedAt(request.requestedAt())
                .build();
    }

    static SyncRequest request(RequestSync record) {
        return new SyncRequest(
                record.getOperationId(),
                origin(record.getOrigin()),
                record.getSpecDigest(),
                Optional.ofNullable(record.getSetDigest()),
                record.getPrune(),
                record.getDryRun(),
                record.getObjects().stream().map(Contents::key).toList(),
                record.getAttempt(),
                record.getRequestedAt());
    }

    private static Origin origin(SyncOrigin origin) {
        return switch (origin) {
            case AUTOMATED -> Origin.AUTOMATED;
            case HEAL -> Origin.HEAL;
            case MANUAL -> Origin.MANUAL;
        };
    }

    private static Step.Finished finished(OperationFinished finished) {
        return new Step.Finished(
                finished.getPhase() == OperationPhase.SUCCEEDED,
                finished.getSuperseded(),
                finished.getSetDigest(),
                finished.getMessage());
    }

    private static Step.Outcome outcome(ObjectOutcome outcome) {
        return switch (outcome) {
            case SYNCED -> Step.Outcome.SYNCED;
            case SYNC_FAILED -> Step.Outcome.SYNC_FAILED;
            case PRUNED -> Step.Outcome.PRUNED;
            case PRUNE_SKIPPED -> Step.Outcome.PRUNE_SKIPPED;
        };
    }
}
