package io.headwater.kubernetes.schema;

import io.headwater.kubernetes.schema.Shape.Amount;
import io.headwater.kubernetes.schema.Shape.MapOf;
import io.headwater.kubernetes.schema.Shape.Span;
import java.util.Map;
import java.util.Optional;

/**
 * Types of Kubernetes' own by the names that Argo CD has for them. What Go has in one type and the API in none, as {@code core/v1/VolumeSource}, is not known.
 *
 * @see <a href="https://github.com/argoproj/argo-cd/blob/master/util/argo/normalizers/diffing_known_types.txt">Argo CD: known types</a>
 */
public final class KnownTypes {

    private static final Map<String, Shape> SPECIAL = Map.of(
            "core/Quantity", new Amount(false),
            "core/v1/ResourceList", new MapOf(new Amount(false)),
            "meta/v1/Duration", new Span());

    private static final String CORE = "core/v1/";

    private KnownTypes() {}

    /** Whether there is such a type, as {@code core/v1/PodSpec}. */
    public static boolean isKnown(String type) {
        return shape(type).isPresent();
    }

    static Optional<Shape> shape(String type) {
        if (SPECIAL.containsKey(type)) {
            return Optional.of(SPECIAL.get(type));
        }
        return type.startsWith(CORE)
                ? ApiSchemas.builtIn().shapeNamed("io.k8s.api.core.v1." + type.substring(CORE.length()))
                : Optional.empty();
    }
}
