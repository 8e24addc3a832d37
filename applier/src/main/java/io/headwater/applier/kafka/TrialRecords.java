package io.headwater.applier.kafka;

import io.headwater.applier.core.Precondition;
import io.headwater.applier.core.Question;
import io.headwater.applier.core.Reaction.Tried;
import io.headwater.applier.core.Trial.Answer;
import io.headwater.applier.core.Trial.Pair;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.avro.ObjectTried;
import io.headwater.schemas.avro.RequestTrial;
import io.headwater.schemas.avro.Trial;
import java.util.List;

/** Questions and answers as records. */
public final class TrialRecords {

    private TrialRecords() {}

    /** What the differ asks. */
    public static List<Question> questions(RequestTrial request) {
        return request.getQuestions().stream()
                .map(question -> new Question(
                        Identities.objectKey(question.getObject()),
                        new Pair(question.getDesired(), question.getLive()),
                        new Precondition.Unchanged(question.getUid(), question.getResourceVersion())))
                .toList();
    }

    /** What was answered before. */
    public static List<io.headwater.applier.core.Trial> trials(ObjectTried record) {
        return record.getTrials().stream()
                .map(trial -> new io.headwater.applier.core.Trial(
                        new Pair(trial.getDesired(), trial.getLive()), answer(trial)))
                .toList();
    }

    private static Answer answer(Trial trial) {
        if (trial.getRefusal() != null) {
            return new Answer.Refused(trial.getRefusal());
        }
        return trial.getResult() == null
                ? new Answer.Unchanged()
                : new Answer.Made(FactRecords.content(trial.getResult()).get());
    }

    public static ObjectTried record(ApplicationKey application, Tried tried) {
        return ObjectTried.newBuilder()
                .setApplication(Identities.reference(application))
                .setObject(Identities.reference(tried.object()))
                .setTrials(tried.trials().stream().map(TrialRecords::record).toList())
                .build();
    }

    private static Trial record(io.headwater.applier.core.Trial trial) {
        var record = Trial.newBuilder()
                .setDesired(trial.pair().desired())
                .setLive(trial.pair().live());
        return switch (trial.answer()) {
            case Answer.Unchanged() -> record.build();
            case Answer.Made(var object) ->
                record.setResult(CompressedJson.compress(CanonicalJson.write(object.tree())))
                        .build();
            case Answer.Refused(var message) -> record.setRefusal(message).build();
        };
    }
}
