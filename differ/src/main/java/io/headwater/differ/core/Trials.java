package io.headwater.differ.core;

import io.headwater.differ.core.Comparisons.Compared;
import io.headwater.kubernetes.schema.ApiSchemas;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a cluster says that it would make of objects. Where admission has a say a comparison can only guess, and a dry run decides; whether to ask for one is left
 * to whoever knows if the object is about to be applied anyway.
 */
final class Trials {

    private final ApplicationView view;
    private final Comparisons comparisons;
    private final List<TrialQuestion> open = new ArrayList<>();
    private final List<Reason> refusals = new ArrayList<>();

    Trials(ApplicationView view, Comparisons comparisons) {
        this.view = view;
        this.comparisons = comparisons;
    }

    /** What the cluster has not been asked, or has not answered. */
    List<TrialQuestion> open() {
        return Collections.unmodifiableList(open);
    }

    /** That it would not have an object. */
    List<Reason> refusals() {
        return Collections.unmodifiableList(refusals);
    }

    /**
     * In which fields an object differs by all that is known.
     *
     * @param predicted the fields in which it differs by comparison
     * @return empty where nothing can be said before the cluster has answered
     */
    Optional<Compared> decide(
            DesiredObject desired,
            LiveObject live,
            Optional<ApiSchemas> schemas,
            AdmissionOptions options,
            Compared predicted) {
        var content =
                options.allowDryRun() && !live.uid().isEmpty() ? comparisons.contentOf(live) : Optional.<String>empty();
        if (content.isEmpty()) {
            return Optional.of(predicted);
        }
        var form = new AppliedForm(desired.digest(), content.get());
        var trial = view.trials(live.key()).stream()
                .filter(known -> known.form().equals(form))
                .findFirst();
        if (trial.isEmpty()) {
            open.add(new TrialQuestion(live.key(), form, live.uid(), live.resourceVersion()));
            return options.included() ? Optional.empty() : Optional.of(predicted);
        }
        if (trial.get().refusal().isPresent()) {
            refusals.add(new Reason(
                    "DryRunRefused",
                    "The cluster would refuse %s as Git has it: %s"
                            .formatted(
                                    live.key().display(), trial.get().refusal().get())));
            return Optional.of(predicted);
        }
        return trial.get().unchanged()
                ? Optional.of(Compared.EQUAL)
                : comparisons.afterTrial(desired, live, form, schemas, options.included());
    }
}
