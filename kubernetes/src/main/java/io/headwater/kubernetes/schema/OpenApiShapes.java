package io.headwater.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.OpenApiDocument;
import io.headwater.kubernetes.schema.Shape.Amount;
import io.headwater.kubernetes.schema.Shape.AsGiven;
import io.headwater.kubernetes.schema.Shape.Bytes;
import io.headwater.kubernetes.schema.Shape.IntOrString;
import io.headwater.kubernetes.schema.Shape.ListOf;
import io.headwater.kubernetes.schema.Shape.MapOf;
import io.headwater.kubernetes.schema.Shape.Member;
import io.headwater.kubernetes.schema.Shape.MicroMoment;
import io.headwater.kubernetes.schema.Shape.Moment;
import io.headwater.kubernetes.schema.Shape.Numeral;
import io.headwater.kubernetes.schema.Shape.Presence;
import io.headwater.kubernetes.schema.Shape.Reference;
import io.headwater.kubernetes.schema.Shape.Struct;
import io.headwater.kubernetes.schema.Shape.Text;
import io.headwater.kubernetes.schema.Shape.Truth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The forms that an OpenAPI v3 document describes. Safe for use by several threads. */
final class OpenApiShapes {

    /** What a Go type is, which OpenAPI does not tell; the built-in set has it. */
    private static final String GO = "x-go";

    /** What the server's own code puts where nothing was given; the built-in set has it. */
    private static final String SERVER_DEFAULT = "x-server-default";

    private static final String SCHEMA_OF_KIND =
            "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps";

    private static final String QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";

    /** Where maps of quantities are no lists of resources, of which each is rounded up to thousandths. */
    private static final Set<String> EXACT = Set.of("io.k8s.api.node.v1.Overhead");

    /** Types that are read and written by code of their own. */
    private static final Map<String, Shape> SPECIAL = Map.of(
            QUANTITY,
            new Amount(false),
            "io.k8s.apimachinery.pkg.util.intstr.IntOrString",
            new IntOrString(),
            "io.k8s.apimachinery.pkg.apis.meta.v1.Time",
            new Moment(),
            "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime",
            new MicroMoment(),
            "io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry",
            new AsGiven(),
            "io.k8s.apimachinery.pkg.runtime.RawExtension",
            new AsGiven());

    private final OpenApiDocument document;
    private final @Nullable OpenApiShapes common;
    private final Map<String, Shape> byName = new ConcurrentHashMap<>();

    /** @param common where types are found that are the server's own, and which the document describes less well; null if it is itself that */
    OpenApiShapes(OpenApiDocument document, @Nullable OpenApiShapes common) {
        this.document = document;
        this.common = common;
    }

    /** The form of the objects of a kind; empty if the document does not describe it. */
    Optional<Shape> shapeOf(GroupKind kind, String version) {
        return document.nameOf(kind, version).map(this::named);
    }

    /** The form of a schema by its name; empty if the document does not describe it. */
    Optional<Shape> shapeNamed(String name) {
        return document.schema(name).isMissingNode() ? Optional.empty() : Optional.of(named(name));
    }

    private Shape named(String name) {
        if (common != null && !common.document.schema(name).isMissingNode()) {
            return common.named(name);
        }
        var known = byName.get(name);
        if (known != null) {
            return known;
        }
        var shape = special(name).orElseGet(() -> shape(document.schema(name), name));
        var raced = byName.putIfAbsent(name, shape);
        return raced == null ? shape : raced;
    }

    private Optional<Shape> special(String name) {
        if (name.startsWith(SCHEMA_OF_KIND + "Or")) {
            return Optional.of(new Reference(() -> named(SCHEMA_OF_KIND)));
        }
        return Optional.ofNullable(SPECIAL.get(name));
    }

    private Shape shape(JsonNode schema, String name) {
        var reference = OpenApiDocument.referenceOf(schema);
        if (reference.isPresent()) {
            return new Reference(() -> named(reference.get()));
        }
        if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
            return new IntOrString();
        }
        return switch (schema.path("type").asText("")) {
            case "object" -> object(schema, name);
            case "array" -> new ListOf(shape(schema.path("items"), ""));
            case "string" -> text(schema);
            case "integer", "number" -> new Numeral();
            case "boolean" -> new Truth();
            default -> new AsGiven();
        };
    }

    private Shape text(JsonNode schema) {
        return common == null && schema.path("format").asText("").equals("byte") ? new Bytes() : new Text();
    }

    private Shape object(JsonNode schema, String name) {
        var properties = schema.path("properties");
        var others = schema.path("additionalProperties");
        if (properties.isEmpty() && others.isObject()) {
            return new MapOf(shape(others, ""));
        }
        var members = new HashMap<String, Member>();
        properties.properties().forEach(property -> members.put(property.getKey(), member(name, property)));
        return new Struct(name, members);
    }

    private Member member(String holder, Map.Entry<String, JsonNode> property) {
        var schema = property.getValue();
        if (common != null) {
            return new Member(
                    shape(schema, ""),
                    Presence.AS_GIVEN,
                    Optional.ofNullable(schema.get("default")),
                    schema.path("nullable").asBoolean(false));
        }
        var isConditional = TypeDefaults.isConditional(holder, property.getKey());
        return new Member(
                isListOfResources(holder, schema) ? new MapOf(new Amount(true)) : shape(schema, ""),
                presence(schema.path(GO).asText("")),
                isConditional ? Optional.empty() : Optional.ofNullable(schema.get(SERVER_DEFAULT)),
                false);
    }

    private static boolean isListOfResources(String holder, JsonNode schema) {
        return !EXACT.contains(holder)
                && OpenApiDocument.referenceOf(schema.path("additionalProperties"))
                        .filter(QUANTITY::equals)
                        .isPresent();
    }

    private static Presence presence(String go) {
        return switch (go) {
            case "" -> Presence.AS_GIVEN;
            case "pointer" -> Presence.POINTER_WRITTEN;
            case "pointer,omitempty" -> Presence.POINTER;
            case "value" -> Presence.VALUE;
            case "value,omitempty" -> Presence.VALUE_UNLESS_EMPTY;
            case "value,omitzero" -> Presence.VALUE_UNLESS_ZERO;
            default -> throw new IllegalStateException("the built-in schemas know no '%s'".formatted(go));
        };
    }
}
