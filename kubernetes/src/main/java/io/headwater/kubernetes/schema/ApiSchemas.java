package io.headwater.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.OpenApiDocument;
import io.headwater.kubernetes.merge.OpenApiTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of the kinds of one OpenAPI document. Safe for use by several threads.
 *
 * <p>The built-in set holds Kubernetes' own kinds, as {@code src/main/scripts/builtin-schemas} took them from a real control plane, along with what OpenAPI
 * does not tell: which values Go leaves out, and what the server's code puts where nothing was given.
 */
public final class ApiSchemas {

    private static final String RESOURCE = "builtin.json";

    private final OpenApiTypes types;
    private final OpenApiShapes shapes;
    private final KindSchema.Origin origin;
    private final ConcurrentMap<String, Optional<KindSchema>> kinds = new ConcurrentHashMap<>();

    private ApiSchemas(JsonNode document, @Nullable OpenApiShapes common) {
        this.types = new OpenApiTypes(document);
        this.shapes = new OpenApiShapes(new OpenApiDocument(document), common);
        this.origin = common == null ? KindSchema.Origin.BUILT_IN : KindSchema.Origin.DEFINITION;
    }

    private static final class BuiltIn {
        private static final JsonNode DOCUMENT = read();
        private static final ApiSchemas SCHEMAS = new ApiSchemas(DOCUMENT, null);

        private static JsonNode read() {
            try (var resource = ApiSchemas.class.getResourceAsStream(RESOURCE)) {
                if (resource == null) {
                    throw new IllegalStateException("the library was built without " + RESOURCE);
                }
                return new ObjectMapper().readTree(resource);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    /** The schemas of Kubernetes' own kinds. */
    public static ApiSchemas builtIn() {
        return BuiltIn.SCHEMAS;
    }

    /**
     * The schemas of custom resources.
     *
     * @param document what a cluster serves for one group and version, as {@code /openapi/v3/apis/example.com/v1}
     */
    public static ApiSchemas ofCustomResources(JsonNode document) {
        return new ApiSchemas(DefinitionSchemas.withMetadata(document, BuiltIn.DOCUMENT), builtIn().shapes);
    }

    /** Whether a schema is one of Kubernetes' own. */
    static boolean isBuiltIn(String schema) {
        return BuiltIn.DOCUMENT.path("components").path("schemas").has(schema);
    }

    /**
     * The schemas of the custom resources that a definition defines, in all of its versions.
     *
     * @param definition a CustomResourceDefinition, {@code apiextensions.k8s.io/v1}
     */
    public static ApiSchemas ofDefinition(KubernetesObject definition) {
        return ofCustomResources(DefinitionSchemas.document(definition));
    }

    /** What is known of a kind; empty if the document does not describe it. */
    public Optional<KindSchema> of(GroupKind kind, String version) {
        return kinds.computeIfAbsent(kind + "/" + version, _ -> find(kind, version));
    }

    Optional<Shape> shapeNamed(String schema) {
        return shapes.shapeNamed(schema);
    }

    private Optional<KindSchema> find(GroupKind kind, String version) {
        return types.typeOf(kind, version)
                .flatMap(type -> shapes.shapeOf(kind, version).map(shape -> new KindSchema(type, shape, origin)));
    }
}
