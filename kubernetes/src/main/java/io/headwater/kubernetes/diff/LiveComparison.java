package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ignore.IgnoreProblem;
import io.headwater.kubernetes.ignore.IgnoredFields;
import io.headwater.kubernetes.merge.TypedTree;
import io.headwater.kubernetes.merge.ValueType.Deduced;
import io.headwater.kubernetes.prediction.ApplyPrediction;
import io.headwater.kubernetes.prediction.Prediction;
import io.headwater.kubernetes.schema.ApiSchemas;
import io.headwater.kubernetes.schema.KindSchema;
import io.headwater.kubernetes.schema.KindSchema.Origin;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a live object with what a server-side apply of the desired one would make of it. Safe for use by several threads.
 *
 * @param prediction of applies
 */
public record LiveComparison(ApplyPrediction prediction) {

    /** The field manager under which Headwater applies. */
    public static final String FIELD_MANAGER = "headwater";

    /** Headwater, and Argo CD, whose objects it takes over. */
    public static final LiveComparison STANDARD =
            new LiveComparison(new ApplyPrediction(FIELD_MANAGER, Set.of("argocd-controller")));

    /**
     * What came of a comparison.
     *
     * @param differences the fields that an apply would change; none if it would change nothing
     * @param predicted the object that an apply would give, without ignored fields
     * @param live the object as it is, without ignored fields
     * @param problems rules of what is ignored that could not be carried out
     */
    public record Outcome(
            List<FieldDifference> differences, JsonNode predicted, JsonNode live, List<IgnoreProblem> problems) {

        public Outcome {
            differences = List.copyOf(differences);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Compares by the schemas of Kubernetes' own kinds; that of a custom resource is made out from its managed fields.
     *
     * @param desired the object as it would be applied, with its tracking id
     * @param live the same object as the cluster holds it, with its managed fields; its fields are taken for those of the desired version
     * @return the differences; empty if an apply would change nothing
     * @throws IllegalArgumentException if the two are objects of different kinds or names
     */
    public List<FieldDifference> compare(KubernetesObject desired, KubernetesObject live) {
        return compare(desired, live, Optional.empty(), IgnoredFields.NONE).differences();
    }

    /**
     * Compares by the schemas of Kubernetes' own kinds and of custom resources; where none is at hand, it is made out from the live object's managed fields.
     *
     * @param custom the schemas of custom resources
     * @param ignored the fields that are left out
     */
    public Outcome compare(
            KubernetesObject desired, KubernetesObject live, Optional<ApiSchemas> custom, IgnoredFields ignored) {
        return compare(desired, live, KindSchema.of(live, custom.stream().toList()), ignored);
    }

    /**
     * Compares.
     *
     * @param desired the object as it would be applied, with its tracking id
     * @param live the same object as the cluster holds it, with its managed fields; its fields are taken for those of the desired version
     * @param schema of the live object's kind and version
     * @param ignored the fields that are left out
     * @throws IllegalArgumentException if the two are objects of different kinds or names
     */
    public Outcome compare(KubernetesObject desired, KubernetesObject live, KindSchema schema, IgnoredFields ignored) {
        if (!desired.groupKind().equals(live.groupKind()) || !desired.name().equals(live.name())) {
            throw new IllegalArgumentException("compared " + desired.key() + " with " + live.key());
        }
        var wanted = Oddities.wanted(desired, live);
        var normalisation = ignored.normalisation();
        var known = schema;
        for (var field : normalisation.fieldsOf(live.groupKind())) {
            known = known.with(field.path(), field.type());
        }
        var foreseen = prediction.of(wanted, live, known);
        if (normalisation.comparesStatusOf(live.groupKind()) && wanted.tree().has("status")) {
            foreseen = GivenStatus.with(foreseen, wanted, live, known);
        }
        return switch (foreseen) {
            case Prediction.Unchanged() -> new Outcome(List.of(), live.tree(), live.tree(), List.of());
            case Prediction.Applied(var applied, var merged, var object) ->
                outcome(object, known.held(live.tree(), merged), known, applied, live, ignored);
            case Prediction.Refused _ -> {
                // What the server would refuse differs in any case; no more is asked of the merge than where.
                var merged = new TypedTree(live.tree(), new Deduced()).merge(wanted.tree());
                yield outcome(merged.tree(), live.tree(), KindSchema.deducedFrom(live), wanted.tree(), live, ignored);
            }
        };
    }

    private Outcome outcome(
            JsonNode predicted,
            JsonNode found,
            KindSchema schema,
            JsonNode applied,
            KubernetesObject live,
            IgnoredFields ignored) {
        var managedFields = live.metadata().path("managedFields");
        var normalisation = ignored.normalisation();
        var after = ignored.without(Oddities.compared(predicted, normalisation), managedFields);
        var before = ignored.without(Oddities.compared(found, normalisation), managedFields);
        var problems = new LinkedHashSet<>(before.problems());
        problems.addAll(after.problems());
        var compared = new TreeDifferences.Scope(
                schema.origin() == Origin.DEDUCED, normalisation.comparesStatusOf(live.groupKind()));
        return new Outcome(
                TreeDifferences.find(
                        after.tree(), before.tree(), schema.type(), applied, compared, new Claims(live, ours())),
                after.tree(),
                before.tree(),
                List.copyOf(problems));
    }

    private Set<String> ours() {
        var ours = new HashSet<>(prediction.predecessors());
        ours.add(prediction.manager());
        return ours;
    }
}
