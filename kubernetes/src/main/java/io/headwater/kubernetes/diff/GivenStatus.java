package io.headwater.kubernetes.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.merge.MergeException;
import io.headwater.kubernetes.merge.TypedTree;
import io.headwater.kubernetes.prediction.Prediction;
import io.headwater.kubernetes.schema.Draft;
import io.headwater.kubernetes.schema.KindSchema;

/**
 * The status that Git gives to an object, where the installation wants it to be compared. Most kinds have their status written apart from the object, and an
 * apply would not change it, so that this difference stays; Argo CD shows it all the same.
 */
final class GivenStatus {

    private static final String STATUS = "status";

    private GivenStatus() {}

    /** What would come of an apply if it changed the status, too. What the live status has besides stays. */
    static Prediction with(Prediction prediction, KubernetesObject wanted, KubernetesObject live, KindSchema schema) {
        try {
            var status = merged(wanted, live, schema);
            return switch (prediction) {
                case Prediction.Refused refused -> refused;
                case Prediction.Applied(var applied, var merged, var object) ->
                    applied(put(applied, wanted.tree().path(STATUS)), put(merged, status), put(object, status), schema);
                case Prediction.Unchanged() ->
                    status == live.tree().path(STATUS)
                            ? prediction
                            : applied(wanted.tree(), put(live.tree(), status), put(live.tree(), status), schema);
            };
        } catch (MergeException doesNotFit) {
            return new Prediction.Refused(doesNotFit.reason());
        }
    }

    private static JsonNode merged(KubernetesObject wanted, KubernetesObject live, KindSchema schema) {
        return new TypedTree(ofStatus(live), schema.type())
                .merge(ofStatus(wanted))
                .tree()
                .path(STATUS);
    }

    private static ObjectNode ofStatus(KubernetesObject object) {
        var tree = JsonNodeFactory.instance.objectNode();
        if (object.tree().has(STATUS)) {
            tree.set(STATUS, object.tree().get(STATUS));
        }
        return tree;
    }

    private static Prediction applied(ObjectNode applied, ObjectNode merged, ObjectNode object, KindSchema schema) {
        return schema.held(object, merged) instanceof ObjectNode held
                ? new Prediction.Applied(applied, merged, held)
                : new Prediction.Refused("it is held as something else");
    }

    private static ObjectNode put(ObjectNode object, JsonNode status) {
        var draft = new Draft(object);
        draft.set(STATUS, status);
        return draft.tree();
    }
}
