package io.headwater.catalog.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.kubernetes.client.KubernetesException.Code;
import io.headwater.kubernetes.client.ResourcePath;
import io.headwater.kubernetes.client.WriteOptions;

/** The two patches that the catalog makes to Applications. Both do nothing if the Application was changed in between: its next version is seen anyway. */
public final class HubPatches {

    private static final String OPERATION_ID = "headwater.io/operation-id";
    private static final String REFRESH = "/metadata/annotations/argocd.argoproj.io~1refresh";
    private static final WriteOptions AS_CATALOG = WriteOptions.as("headwater-catalog");

    private final ClusterConnection hub;

    public HubPatches(ClusterConnection hub) {
        this.hub = hub;
    }

    /** Gives an operation that was asked for without an id its id. */
    public void giveOperationId(ApplicationKey key, String resourceVersion, String id) {
        var entry =
                JsonNodeFactory.instance.objectNode().put("name", OPERATION_ID).put("value", id);
        var found = hub.find(pathOf(key));
        if (found.isEmpty() || !found.get().resourceVersion().equals(resourceVersion)) {
            return;
        }
        var patch = JsonNodeFactory.instance.arrayNode();
        add(patch, "test", "/metadata/resourceVersion", JsonNodeFactory.instance.textNode(resourceVersion));
        if (found.get().tree().path("operation").path("info").isArray()) {
            add(patch, "add", "/operation/info/-", entry);
        } else {
            add(
                    patch,
                    "add",
                    "/operation/info",
                    JsonNodeFactory.instance.arrayNode().add(entry));
        }
        patchUnlessChanged(key, patch);
    }

    /** Takes a request to refresh off an Application. */
    public void removeRefresh(ApplicationKey key, String value) {
        var patch = JsonNodeFactory.instance.arrayNode();
        add(patch, "test", REFRESH, JsonNodeFactory.instance.textNode(value));
        patch.addObject().put("op", "remove").put("path", REFRESH);
        patchUnlessChanged(key, patch);
    }

    private void patchUnlessChanged(ApplicationKey key, ArrayNode patch) {
        try {
            hub.jsonPatch(pathOf(key), patch, AS_CATALOG);
        } catch (KubernetesException e) {
            if (!e.is(Code.CONFLICT) && !e.is(Code.INVALID) && !e.is(Code.NOT_FOUND)) {
                throw e;
            }
        }
    }

    private static ResourcePath pathOf(ApplicationKey key) {
        return HubWatch.applications().object(key.namespace(), key.name());
    }

    private static void add(ArrayNode patch, String operation, String path, JsonNode value) {
        patch.addObject().put("op", operation).put("path", path).set("value", value);
    }
}
