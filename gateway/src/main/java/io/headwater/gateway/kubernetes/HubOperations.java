package io.headwater.gateway.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.kubernetes.client.KubernetesException.Code;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.kubernetes.client.WriteOptions;
import java.util.Base64;
import java.util.Optional;

/** What the gateway writes into the hub, and the one Secret that it reads there. */
public final class HubOperations {

    private static final ResourceType APPLICATIONS =
            new ResourceType("argoproj.io", "v1alpha1", "applications", "Application", true);
    private static final ResourceType SECRETS = new ResourceType("", "v1", "secrets", "Secret", true);
    private static final String REFRESH = "argocd.argoproj.io/refresh";
    private static final WriteOptions AS_GATEWAY = WriteOptions.as("headwater-gateway");

    private final ClusterConnection hub;

    /** What became of a request. */
    public enum Outcome {
        WRITTEN,
        /** There is no such Application. */
        MISSING,
        /** Another operation was asked for and has not ended. */
        BUSY
    }

    public HubOperations(ClusterConnection hub) {
        this.hub = hub;
    }

    /**
     * Asks for an operation.
     *
     * @param operation {@code operation} as it is to stand in the Application
     * @throws KubernetesException if the hub does not take it
     */
    public Outcome request(ApplicationKey key, ObjectNode operation) {
        var found = hub.find(APPLICATIONS.object(key.namespace(), key.name()));
        if (found.isEmpty()) {
            return Outcome.MISSING;
        }
        if (!found.get().tree().path("operation").isEmpty()) {
            return Outcome.BUSY;
        }
        var patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("resourceVersion", found.get().resourceVersion());
        patch.set("operation", operation);
        return patch(key, patch);
    }

    /**
     * Asks to look at the sources of an application anew.
     *
     * @throws KubernetesException if the hub does not take it
     */
    public Outcome refresh(ApplicationKey key, boolean hard) {
        var patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").putObject("annotations").put(REFRESH, hard ? "hard" : "normal");
        return patch(key, patch);
    }

    /** A value of a Secret of the control-plane namespace; empty if there is none. */
    public Optional<byte[]> secretValue(String namespace, String secret, String key) {
        return hub.find(SECRETS.object(namespace, secret))
                .map(found -> found.tree().path("data").path(key).asText(""))
                .filter(value -> !value.isEmpty())
                .map(value -> Base64.getDecoder().decode(value.getBytes(UTF_8)));
    }

    private Outcome patch(ApplicationKey key, ObjectNode patch) {
        try {
            hub.mergePatch(APPLICATIONS.object(key.namespace(), key.name()), patch, AS_GATEWAY);
            return Outcome.WRITTEN;
        } catch (KubernetesException e) {
            if (e.is(Code.NOT_FOUND)) {
                return Outcome.MISSING;
            }
            if (e.is(Code.CONFLICT)) {
                return Outcome.BUSY;
            }
            throw e;
        }
    }
}
