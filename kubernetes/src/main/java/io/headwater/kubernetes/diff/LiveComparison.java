package io.headwater.kubernetes.diff;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.merge.TypedTree;
import io.headwater.kubernetes.merge.ValueType.Deduced;
import io.headwater.kubernetes.prediction.ApplyPrediction;
import io.headwater.kubernetes.prediction.Prediction;
import io.headwater.kubernetes.schema.ApiSchemas;
import io.headwater.kubernetes.schema.KindSchema;
import java.util.HashSet;
import java.util.List;
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
     * Compares.
     *
     * @param desired the object as it would be applied, with its tracking id
     * @param live the same object as the cluster holds it, with its managed fields; its fields are taken for those of the desired version
     * @return the differences; empty if an apply would change nothing
     * @throws IllegalArgumentException if the two are objects of different kinds or names
     */
    public List<FieldDifference> compare(KubernetesObject desired, KubernetesObject live) {
        if (!desired.groupKind().equals(live.groupKind()) || !desired.name().equals(live.name())) {
            throw new IllegalArgumentException("compared " + desired.key() + " with " + live.key());
        }
        var schema =
                ApiSchemas.builtIn().of(live.groupKind(), live.version()).orElseGet(() -> KindSchema.deducedFrom(live));
        var claims = new Claims(live, ours());
        var wanted = Oddities.wanted(desired, live);
        return switch (prediction.of(wanted, live, schema)) {
            case Prediction.Unchanged() -> List.of();
            case Prediction.Applied outcome ->
                TreeDifferences.find(
                        Oddities.compared(outcome.object()),
                        Oddities.compared(schema.held(live.tree())),
                        schema,
                        outcome.applied(),
                        claims);
            case Prediction.Refused _ -> {
                // What the server would refuse differs in any case; no more is asked of the merge than where.
                var merged = new TypedTree(live.tree(), new Deduced()).merge(wanted.tree());
                yield TreeDifferences.find(
                        merged.tree(), live.tree(), KindSchema.deducedFrom(live), wanted.tree(), claims);
            }
        };
    }

    private Set<String> ours() {
        var ours = new HashSet<>(prediction.predecessors());
        ours.add(prediction.manager());
        return ours;
    }
}
