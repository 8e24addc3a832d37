package io.headwater.bench.micro;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.diff.LiveComparison;
import io.headwater.kubernetes.merge.FieldsV1;
import io.headwater.kubernetes.merge.TypedTree;
import io.headwater.kubernetes.prediction.Prediction;
import io.headwater.kubernetes.schema.ApiSchemas;
import io.headwater.kubernetes.schema.KindSchema;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds objects as a cluster does after they were applied: with defaults, with what controllers add, and with managed fields. */
final class SampleCluster {

    private static final String TIME = "2026-01-02T03:04:05Z";

    private final Map<GroupKind, KubernetesObject> additions = Samples.objects(Samples.text("additions.yaml")).stream()
            .collect(Collectors.toMap(KubernetesObject::groupKind, Function.identity()));

    /**
     * The object that an apply by Headwater makes. It shares nothing with the one that is applied, as it would not if the API server had sent it.
     *
     * @param schemas of a custom resource
     */
    KubernetesObject applied(KubernetesObject object, Optional<ApiSchemas> schemas) {
        var schema = KindSchema.of(object, schemas.stream().toList());
        var prediction = LiveComparison.STANDARD.prediction();
        var nothing = bare(object);
        if (!(prediction.of(object, nothing, schema) instanceof Prediction.Applied created)) {
            throw new IllegalStateException("the API server would refuse " + object.key());
        }
        var managedFields = prediction.managedFields(object, nothing, schema).write();
        var addition = Optional.ofNullable(additions.get(object.groupKind())).map(KubernetesObject::copyTree);
        addition.map(tree -> new TypedTree(controlled(tree), schema.type()))
                .map(TypedTree::fields)
                .filter(fields -> !fields.isEmpty())
                .ifPresent(fields -> managedFields
                        .addObject()
                        .put("manager", "kube-controller-manager")
                        .put("operation", "Update")
                        .put("apiVersion", object.apiVersion())
                        .put("fieldsType", "FieldsV1")
                        .put("subresource", "status")
                        .set("fieldsV1", FieldsV1.write(fields)));
        managedFields.forEach(entry -> ((ObjectNode) entry).put("time", TIME));
        var live = addition.map(tree -> withAddition(created.object(), tree, object, schema))
                .orElse(created.object())
                .deepCopy();
        ((ObjectNode) live.path("metadata"))
                .put("creationTimestamp", TIME)
                .put("generation", 7)
                .put("resourceVersion", "1234567")
                .put("uid", "6b1d5c0e-7f4a-4c59-9f5e-2f7c7f1f8a10")
                .set("managedFields", managedFields);
        var json = CanonicalJson.write(live);
        return new KubernetesObject(CanonicalJson.readObject(json, json.length));
    }

    private static KubernetesObject bare(KubernetesObject object) {
        var tree = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", object.apiVersion())
                .put("kind", object.kind());
        var metadata = tree.putObject("metadata").put("name", object.name());
        if (!object.namespace().isEmpty()) {
            metadata.put("namespace", object.namespace());
        }
        return new KubernetesObject(tree);
    }

    private static ObjectNode withAddition(
            ObjectNode held, ObjectNode addition, KubernetesObject object, KindSchema schema) {
        ((ObjectNode) addition.path("metadata")).put("name", object.name());
        if (!(new TypedTree(held, schema.type()).merge(addition).tree() instanceof ObjectNode merged)) {
            throw new IllegalStateException("an addition left nothing of " + object.key());
        }
        return merged;
    }

    /** What controllers manage of an addition. */
    private static ObjectNode controlled(ObjectNode addition) {
        var controlled = JsonNodeFactory.instance.objectNode();
        controlled.setAll(addition);
        controlled.remove("apiVersion");
        controlled.remove("kind");
        controlled.remove("spec");
        var annotations = addition.path("metadata").path("annotations");
        controlled.remove("metadata");
        if (annotations.isObject()) {
            controlled.putObject("metadata").set("annotations", annotations);
        }
        return controlled;
    }
}
