package io.headwater.kubernetes.prediction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.merge.AppliedFields;
import io.headwater.kubernetes.merge.FieldSet;
import io.headwater.kubernetes.merge.ManagedFields;
import io.headwater.kubernetes.merge.Manager;
import io.headwater.kubernetes.merge.Manager.Operation;
import io.headwater.kubernetes.merge.MergeException;
import io.headwater.kubernetes.merge.ServerSideApply;
import io.headwater.kubernetes.merge.TypedTree;
import io.headwater.kubernetes.schema.Draft;
import io.headwater.kubernetes.schema.KindSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * Predicts server-side applies of objects that are there. Safe for use by several threads.
 *
 * @param manager the field manager that applies
 * @param predecessors field managers whose applies count as its own, since it takes their objects over
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/">Kubernetes: server-side apply</a>
 */
public record ApplyPrediction(String manager, Set<String> predecessors) {

    private static final List<String> WRITTEN_BY_SERVER = List.of(
            "creationTimestamp",
            "deletionGracePeriodSeconds",
            "deletionTimestamp",
            "generation",
            "managedFields",
            "resourceVersion",
            "uid");

    public ApplyPrediction {
        predecessors = Set.copyOf(predecessors);
    }

    /**
     * What an apply by force would make of a live object.
     *
     * @param desired the object as it would be applied
     * @param live the same object as the cluster holds it, in the same version, with its managed fields
     * @param schema of their kind and version
     */
    public Prediction of(KubernetesObject desired, KubernetesObject live, KindSchema schema) {
        var applied = applied(desired);
        var before = withoutManagedFields(live.tree());
        var typed = new TypedTree(before, schema.type());
        try {
            var merged = isNothingToRemove(applied, live, schema)
                    ? typed.merge(applied)
                    : ServerSideApply.merge(
                            typed,
                            live.metadata().path("managedFields"),
                            applied,
                            applier(desired.apiVersion()),
                            predecessors);
            if (merged.tree() == before) {
                return new Prediction.Unchanged();
            }
            return merged.tree() instanceof ObjectNode object
                    ? new Prediction.Applied(applied, object, UpdateRules.updated(before, object, schema))
                    : new Prediction.Refused("nothing would be left of the object");
        } catch (MergeException doesNotFit) {
            return new Prediction.Refused(doesNotFit.reason());
        }
    }

    /**
     * Who would manage what of a live object after an apply by force.
     *
     * @throws MergeException if the server would refuse it
     */
    public ManagedFields managedFields(KubernetesObject desired, KubernetesObject live, KindSchema schema) {
        var before = withoutManagedFields(live.tree());
        var outcome = ServerSideApply.apply(
                new TypedTree(before, schema.type()),
                managed(live, before, schema, desired.apiVersion()),
                applied(desired),
                applier(desired.apiVersion()),
                true);
        return switch (outcome) {
            case ServerSideApply.Outcome.Merged merged -> merged.managedFields();
            case ServerSideApply.Outcome.Refused refused ->
                throw new IllegalStateException("an apply by force was refused: " + refused);
        };
    }

    private Manager applier(String apiVersion) {
        return new Manager(manager, Operation.APPLY, apiVersion, "");
    }

    private boolean isNothingToRemove(ObjectNode applied, KubernetesObject live, KindSchema schema) {
        var managedFields = live.metadata().path("managedFields");
        if (!AppliedFields.areStillSaid(applied, schema.type(), managedFields, manager)) {
            return false;
        }
        for (var name : predecessors) {
            if (!AppliedFields.areStillSaid(applied, schema.type(), managedFields, name)) {
                return false;
            }
        }
        return true;
    }

    private ManagedFields managed(KubernetesObject live, ObjectNode before, KindSchema schema, String apiVersion) {
        var managed = ManagedFields.read(live.metadata().path("managedFields"));
        if (!managed.fields().isEmpty()) {
            return takenOver(managed, apiVersion);
        }
        var withoutStatus = new Draft(before);
        withoutStatus.remove("status");
        return ServerSideApply.before(new TypedTree(schema.nothing(), schema.type()), withoutStatus.tree(), apiVersion);
    }

    /** What is sent: without what only the server writes. */
    private static ObjectNode applied(KubernetesObject desired) {
        var draft = new Draft(desired.tree());
        draft.remove("status");
        if (draft.has("metadata")) {
            draft.within("metadata", metadata -> WRITTEN_BY_SERVER.forEach(metadata::remove));
        }
        return draft.tree();
    }

    private static ObjectNode withoutManagedFields(ObjectNode live) {
        var draft = new Draft(live);
        if (draft.has("metadata")) {
            draft.within("metadata", metadata -> metadata.remove("managedFields"));
        }
        return draft.tree();
    }

    private ManagedFields takenOver(ManagedFields managed, String apiVersion) {
        if (managed.fields().keySet().stream().noneMatch(this::isPredecessor)) {
            return managed;
        }
        var ours = applier(apiVersion);
        var fields = new LinkedHashMap<Manager, FieldSet>();
        managed.fields()
                .forEach((who, set) -> fields.merge(
                        isPredecessor(who) || who.isApplierNamed(manager) ? ours : who, set, FieldSet::union));
        return new ManagedFields(fields);
    }

    private boolean isPredecessor(Manager other) {
        return predecessors.stream().anyMatch(other::isApplierNamed);
    }
}
