package io.headwater.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.merge.DeducedTypes;
import io.headwater.kubernetes.merge.ManagedFields;
import io.headwater.kubernetes.merge.ValueType;
import io.headwater.kubernetes.schema.Shape.AsGiven;
import java.util.Collection;
import java.util.List;

/** What the API server knows about the objects of one kind in one version. Safe for use by several threads. */
public final class KindSchema {

    /** Where a schema comes from. */
    public enum Origin {
        /** The server's own code. */
        BUILT_IN,
        /** The definition of a custom resource. */
        DEFINITION,
        /** An object's managed fields alone. */
        DEDUCED
    }

    private final ValueType type;
    private final Shape shape;
    private final Origin origin;

    KindSchema(ValueType type, Shape shape, Origin origin) {
        this.type = type;
        this.shape = shape;
        this.origin = origin;
    }

    /**
     * What is known of the kind of an object: by Kubernetes' own code, else by one of the definitions, else by the object's managed fields alone.
     *
     * @param definitions of custom resources
     */
    public static KindSchema of(KubernetesObject live, Collection<ApiSchemas> definitions) {
        var kind = live.groupKind();
        var version = live.version();
        var builtIn = ApiSchemas.builtIn().of(kind, version);
        if (builtIn.isPresent()) {
            return builtIn.get();
        }
        for (var schemas : definitions) {
            var defined = schemas.of(kind, version);
            if (defined.isPresent()) {
                return defined.get();
            }
        }
        return deducedFrom(live);
    }

    /**
     * A stand-in for the schema of a kind that is not known: lists and objects are merged as the managed fields of one of its objects show it, and nothing is
     * known of defaults.
     */
    public static KindSchema deducedFrom(KubernetesObject live) {
        var managed = ManagedFields.read(live.metadata().path("managedFields"));
        return new KindSchema(DeducedTypes.of(live.tree(), managed), new AsGiven(), Origin.DEDUCED);
    }

    /**
     * The same, with a field known to have a type of Kubernetes' own, in whose form it is compared; merges are the server's matter, and it goes by its schema.
     *
     * @param path the names that lead to the field
     * @param knownType one of {@link KnownTypes}; of any other, nothing is known
     */
    public KindSchema with(List<String> path, String knownType) {
        return KnownTypes.shape(knownType)
                .map(known -> new KindSchema(type, Shape.with(shape, path, known), origin))
                .orElse(this);
    }

    /** How values are merged. */
    public ValueType type() {
        return type;
    }

    /** Where it comes from. */
    public Origin origin() {
        return origin;
    }

    /** What an object holds before anything is given. */
    public JsonNode nothing() {
        return ServerForm.nothing(shape);
    }

    /**
     * The form in which the API server would hold an object: what means nothing left out, amounts written in one way, defaults put in. What does not fit the
     * schema is left as it is, since the server would refuse it.
     *
     * @param tree is not changed; returned itself if it is in that form already
     */
    public JsonNode held(JsonNode tree) {
        return ServerForm.of(tree, shape, ServerForm.NOTHING);
    }

    /**
     * The same as far as it matters to a comparison: parts that are the very same in another tree are left as they are.
     *
     * @param other what it is compared with
     */
    public JsonNode held(JsonNode tree, JsonNode other) {
        return ServerForm.of(tree, shape, other);
    }
}
