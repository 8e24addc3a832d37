package io.headwater.differ.kafka;

import io.headwater.differ.core.AppliedForm;
import io.headwater.differ.core.Trial;
import io.headwater.differ.core.TrialQuestion;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.schemas.avro.ObjectTried;
import io.headwater.schemas.avro.RequestTrial;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Asks what clusters would make of objects, and reads what they answered. */
public final class TrialRecords {

    private TrialRecords() {}

    public static List<Trial> trials(ObjectTried record) {
        return record.getTrials().stream()
                .map(trial -> new Trial(
                        formOf(trial),
                        trial.getRefusal() == null && trial.getResult() == null,
                        Optional.ofNullable(trial.getRefusal())))
                .toList();
    }

    /** What the cluster would have made of an object; empty where it would have left it as it is, or was not asked that. */
    public static Optional<KubernetesObject> result(ObjectTried record, AppliedForm form) {
        return record.getTrials().stream()
                .filter(trial -> formOf(trial).equals(form))
                .map(io.headwater.schemas.avro.Trial::getResult)
                .filter(Objects::nonNull)
                .findFirst()
                .map(Contents::object);
    }

    private static AppliedForm formOf(io.headwater.schemas.avro.Trial trial) {
        return new AppliedForm(trial.getDesired(), trial.getLive());
    }

    /** The questions as the applier reads them. */
    public static RequestTrial record(ApplicationKey application, String cluster, List<TrialQuestion> questions) {
        return RequestTrial.newBuilder()
                .setApplication(Contents.reference(application))
                .setCluster(cluster)
                .setQuestions(questions.stream().map(TrialRecords::question).toList())
                .build();
    }

    private static io.headwater.schemas.avro.TrialQuestion question(TrialQuestion question) {
        return io.headwater.schemas.avro.TrialQuestion.newBuilder()
                .setObject(Contents.reference(question.object()))
                .setDesired(question.form().desired())
                .setLive(question.form().live())
                .setUid(question.uid())
                .setResourceVersion(question.resourceVersion())
                .build();
    }
}
