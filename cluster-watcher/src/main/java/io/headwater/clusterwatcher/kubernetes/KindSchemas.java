package io.headwater.clusterwatcher.kubernetes;

import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.MalformedJsonException;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.kubernetes.schema.ApiSchemas;
import io.headwater.kubernetes.schema.ReducedDocument;
import java.util.Optional;

/**
 * Reads the schemas of custom resources.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3">Kubernetes: OpenAPI v3</a>
 */
public final class KindSchemas {

    private static final int LARGEST = 64 * 1024 * 1024;

    private KindSchemas() {}

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
    public static Optional<byte[]> read(ClusterConnection connection, ResourceType type) {
        var path = "/openapi/v3/apis/%s/%s".formatted(type.group(), type.version());
        var document = CanonicalJson.readObject(connection.read(path, "application/json"), LARGEST);
        return ReducedDocument.of(document, type.groupKind(), type.version()).map(CanonicalJson::write);
    }
}
