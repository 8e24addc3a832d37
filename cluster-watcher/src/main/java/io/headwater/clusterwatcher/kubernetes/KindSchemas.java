package io.headwater.clusterwatcher.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.MalformedJsonException;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.kubernetes.schema.ApiSchemas;
import io.headwater.kubernetes.schema.ReducedDocument;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the schemas of custom resources of one cluster. A document describes all kinds of a group and version; it is read once for as long as the cluster lists it
 * with the same hash and the memory that it takes is not needed. Safe for use by several threads.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3">Kubernetes: OpenAPI v3</a>
 */
public final class KindSchemas {

    private static final int LARGEST = 64 * 1024 * 1024;
    private static final String INDEX = "/openapi/v3";
    private static final String JSON = "application/json";

    private final ClusterConnection connection;
    private final Map<String, Described> known = new HashMap<>();

    /** A document, and the address under which it was read, which holds its hash. */
    private record Described(String address, SoftReference<ObjectNode> document) {

        @Nullable
        ObjectNode at(String current) {
            return address.equals(current) ? document.get() : null;
        }
    }

    public KindSchemas(ClusterConnection connection) {
        this.connection = connection;
    }

    /** Whether the schema of a kind has to be read from the cluster. */
    public static boolean isCustom(ResourceType type) {
        return !type.group().isEmpty()
                && ApiSchemas.builtIn().of(type.groupKind(), type.version()).isEmpty();
    }

    /**
     * The schema of a kind as canonical JSON; empty if the cluster does not describe it.
     *
     * @throws KubernetesException if the cluster does not answer, or refuses
     * @throws MalformedJsonException if what it answers is no JSON
     */
    public Optional<byte[]> read(ResourceType type) {
        var path = "apis/%s/%s".formatted(type.group(), type.version());
        var address =
                get(INDEX).path("paths").path(path).path("serverRelativeURL").asText("");
        return address.isEmpty()
                ? Optional.empty()
                : ReducedDocument.of(document(path, address), type.groupKind(), type.version())
                        .map(CanonicalJson::write);
    }

    /** One at a time, so that kinds of one group that are wanted together are read together. */
    private synchronized JsonNode document(String path, String address) {
        var before = known.get(path);
        var held = before == null ? null : before.at(address);
        if (held != null) {
            return held;
        }
        var read = get(address);
        known.put(path, new Described(address, new SoftReference<>(read)));
        return read;
    }

    private ObjectNode get(String path) {
        return CanonicalJson.readObject(connection.read(path, JSON), LARGEST);
    }
}
