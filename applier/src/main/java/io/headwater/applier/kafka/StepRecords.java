package io.headwater.applier.kafka;

import io.headwater.applier.core.LoggedStep;
import io.headwater.applier.core.Position;
import io.headwater.applier.core.SourceRevision;
import io.headwater.applier.core.Step;
import io.headwater.applier.core.WavePoint;
import io.headwater.kubernetes.sync.SyncPhase;
import io.headwater.schemas.avro.HistoryRecorded;
import io.headwater.schemas.avro.ObjectOutcome;
import io.headwater.schemas.avro.ObjectStepped;
import io.headwater.schemas.avro.OperationAccepted;
import io.headwater.schemas.avro.OperationFinished;
import io.headwater.schemas.avro.OperationPhase;
import io.headwater.schemas.avro.OperationStep;
import io.headwater.schemas.avro.WaveStarting;
import io.headwater.schemas.avro.WaveWaiting;
import java.util.List;

/** Steps of operations as records. */
public final class StepRecords {

    private StepRecords() {}

    public static OperationStep record(LoggedStep step) {
        return OperationStep.newBuilder()
                .setApplication(Identities.reference(step.application()))
                .setOperationId(step.operationId())
                .setSequence(step.sequence())
                .setAt(step.at())
                .setStep(
                        switch (step.step()) {
                            case Step.Accepted accepted -> accepted(step, accepted);
                            case Step.WaveStarting wave ->
                                WaveStarting.newBuilder()
                                        .setSetDigest(wave.setDigest())
                                        .setRevisions(revisions(wave.revisions()))
                                        .setPhase(wave.point().phase().toString())
                                        .setWave(wave.point().wave())
                                        .build();
                            case Step.ObjectStepped object -> stepped(object);
                            case Step.WaveWaiting waiting ->
                                WaveWaiting.newBuilder()
                                        .setPhase(waiting.point().phase().toString())
                                        .setWave(waiting.point().wave())
                                        .setMessage(waiting.message())
                                        .build();
                            case Step.Finished finished -> finished(finished);
                        })
                .build();
    }

    public static HistoryRecorded history(LoggedStep step) {
        return HistoryRecorded.newBuilder()
                .setApplication(Identities.reference(step.application()))
                .setAt(step.at())
                .setWhat(record(step))
                .build();
    }

    public static LoggedStep step(OperationStep record) {
        return new LoggedStep(
                Identities.applicationKey(record.getApplication()),
                record.getOperationId(),
                record.getSequence(),
                record.getAt(),
                switch (record.getStep()) {
                    case OperationAccepted accepted ->
                        new Step.Accepted(
                                RequestRecords.request(accepted.getRequest()), Position.parse(accepted.getPosition()));
                    case WaveStarting wave ->
                        new Step.WaveStarting(
                                wave.getSetDigest(),
                                sourceRevisions(wave.getRevisions()),
                                point(wave.getPhase(), wave.getWave()));
                    case ObjectStepped object -> stepped(object);
                    case WaveWaiting waiting ->
                        new Step.WaveWaiting(point(waiting.getPhase(), waiting.getWave()), waiting.getMessage());
                    case OperationFinished finished ->
                        new Step.Finished(
                                conclusion(finished.getPhase()),
                                finished.getMessage(),
                                finished.getSuperseded(),
                                finished.getSetDigest(),
                                sourceRevisions(finished.getRevisions()));
                    default -> throw new IllegalStateException("a step that the contract does not have");
                });
    }

    private static OperationAccepted accepted(LoggedStep step, Step.Accepted accepted) {
        return OperationAccepted.newBuilder()
                .setRequest(RequestRecords.record(step.application(), accepted.request()))
                .setPosition(accepted.position().toString())
                .build();
    }

    private static ObjectStepped stepped(Step.ObjectStepped object) {
        return ObjectStepped.newBuilder()
                .setObject(Identities.reference(object.object()))
                .setVersion(object.version())
                .setPhase(object.point().phase().toString())
                .setWave(object.point().wave())
                .setOutcome(
                        switch (object.outcome()) {
                            case SYNCED -> ObjectOutcome.SYNCED;
                            case SYNC_FAILED -> ObjectOutcome.SYNC_FAILED;
                            case PRUNED -> ObjectOutcome.PRUNED;
                            case PRUNE_SKIPPED -> ObjectOutcome.PRUNE_SKIPPED;
                        })
                .setMessage(object.message())
                .setResourceVersion(object.resourceVersion())
                .setGeneration(object.generation())
                .setUid(object.uid())
                .setImages(object.images())
                .build();
    }

    private static Step.ObjectStepped stepped(ObjectStepped object) {
        return new Step.ObjectStepped(
                Identities.objectKey(object.getObject()),
                object.getVersion(),
                point(object.getPhase(), object.getWave()),
                switch (object.getOutcome()) {
                    case SYNCED -> Step.Outcome.SYNCED;
                    case SYNC_FAILED -> Step.Outcome.SYNC_FAILED;
                    case PRUNED -> Step.Outcome.PRUNED;
                    case PRUNE_SKIPPED -> Step.Outcome.PRUNE_SKIPPED;
                },
                object.getMessage(),
                object.getResourceVersion(),
                object.getGeneration(),
                object.getUid(),
                object.getImages());
    }

    private static OperationFinished finished(Step.Finished finished) {
        return OperationFinished.newBuilder()
                .setPhase(
                        switch (finished.conclusion()) {
                            case SUCCEEDED -> OperationPhase.SUCCEEDED;
                            case FAILED -> OperationPhase.FAILED;
                            case ERROR -> OperationPhase.ERROR;
                        })
                .setMessage(finished.message())
                .setSuperseded(finished.superseded())
                .setSetDigest(finished.setDigest())
                .setRevisions(revisions(finished.revisions()))
                .build();
    }

    private static Step.Conclusion conclusion(OperationPhase phase) {
        return switch (phase) {
            case SUCCEEDED -> Step.Conclusion.SUCCEEDED;
            case FAILED -> Step.Conclusion.FAILED;
            case ERROR -> Step.Conclusion.ERROR;
        };
    }

    private static WavePoint point(String phase, int wave) {
        for (var known : SyncPhase.values()) {
            if (known.toString().equals(phase)) {
                return new WavePoint(known, wave);
            }
        }
        throw new IllegalArgumentException("no phase of a sync: '" + phase + "'");
    }

    private static List<io.headwater.schemas.avro.SourceRevision> revisions(List<SourceRevision> revisions) {
        return revisions.stream()
                .map(source -> new io.headwater.schemas.avro.SourceRevision(
                        source.sourceIndex(), source.repositoryUrl(), source.targetRevision(), source.revision()))
                .toList();
    }

    static List<SourceRevision> sourceRevisions(List<io.headwater.schemas.avro.SourceRevision> records) {
        return records.stream()
                .map(record -> new SourceRevision(
                        record.getSourceIndex(),
                        record.getRepositoryUrl(),
                        record.getTargetRevision(),
                        record.getRevision()))
                .toList();
    }
}
