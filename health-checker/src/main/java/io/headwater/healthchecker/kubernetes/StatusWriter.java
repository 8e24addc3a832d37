package io.headwater.healthchecker.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.kubernetes.client.KubernetesException.Code;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.kubernetes.client.WriteOptions;
import io.headwater.kubernetes.patch.JsonMergePatch;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the status of Applications: the one writer of it on the hub. What was written last is remembered, so that the next status can be written without
 * reading the Application first; that nothing else has changed meanwhile is for the API server to say.
 *
 * <p>The request of an operation that has ended is cleared in the same patch, if it still is that operation's: what somebody asked for in the meantime
 * stays.
 */
public final class StatusWriter {

    private static final ResourceType APPLICATIONS =
            new ResourceType("argoproj.io", "v1alpha1", "applications", "Application", true);
    private static final String OPERATION_STATE = "operationState";
    private static final String OPERATION_ID = "headwater.io/operation-id";
    private static final WriteOptions AS_HEALTH_CHECKER = WriteOptions.as("headwater-health-checker");
    private static final int ATTEMPTS = 5;
    private static final int REMEMBERED = 512;

    private final ClusterConnection hub;
    private final Map<ApplicationKey, KubernetesObject> written = Collections.synchronizedMap(new Newest());

    /** @param patch what makes an Application say what it should; empty for nothing */
    private record Change(KubernetesObject application, ObjectNode patch) {
        static Change of(KubernetesObject application, ObjectNode status, Optional<String> finishedOperation) {
            return new Change(application, StatusWriter.patch(application, status, finishedOperation));
        }
    }

    private static final class Newest extends LinkedHashMap<ApplicationKey, KubernetesObject> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ApplicationKey, KubernetesObject> eldest) {
            return size() > REMEMBERED;
        }
    }

    public StatusWriter(ClusterConnection hub) {
        this.hub = hub;
    }

    /**
     * Writes a status; returns the one that it replaces, or nothing if the Application is gone or is another by now.
     *
     * @param uid of the Application that the status was made for
     * @param finishedOperation the operation whose request is to be cleared
     * @throws KubernetesException if the hub does not take it
     */
    public Optional<ObjectNode> write(
            ApplicationKey key, String uid, ObjectNode status, Optional<String> finishedOperation) {
        for (var attempt = 1; ; attempt++) {
            var change = ofRemembered(key, uid, status, finishedOperation)
                    .or(() -> ofFound(key, uid, status, finishedOperation));
            if (change.isEmpty()) {
                return Optional.empty();
            }
            try {
                written.put(key, write(change.get()));
                return Optional.of(status(change.get().application()));
            } catch (KubernetesException e) {
                if (e.is(Code.NOT_FOUND)) {
                    return Optional.empty();
                }
                if (!e.is(Code.CONFLICT) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** The change of what was written last; nothing if it would need none, since then nobody would find out that it has become another. */
    private Optional<Change> ofRemembered(
            ApplicationKey key, String uid, ObjectNode status, Optional<String> finishedOperation) {
        return Optional.ofNullable(written.remove(key))
                .filter(application -> application.uid().equals(uid))
                .map(application -> Change.of(application, status, finishedOperation))
                .filter(change -> !change.patch().isEmpty());
    }

    private Optional<Change> ofFound(
            ApplicationKey key, String uid, ObjectNode status, Optional<String> finishedOperation) {
        return hub.find(APPLICATIONS.object(key.namespace(), key.name()))
                .filter(application -> application.uid().equals(uid))
                .map(application -> Change.of(application, status, finishedOperation));
    }

    private KubernetesObject write(Change change) {
        var application = change.application();
        if (change.patch().isEmpty()) {
            return application;
        }
        var patch = change.patch().deepCopy();
        patch.putObject("metadata").put("resourceVersion", application.resourceVersion());
        return hub.mergePatch(
                APPLICATIONS.object(application.namespace(), application.name()), patch, AS_HEALTH_CHECKER);
    }

    private static ObjectNode status(KubernetesObject application) {
        return application.tree().get("status") instanceof ObjectNode present
                ? present
                : JsonNodeFactory.instance.objectNode();
    }

    /** What is to be changed of an Application. */
    private static ObjectNode patch(
            KubernetesObject application, ObjectNode status, Optional<String> finishedOperation) {
        var patch = JsonNodeFactory.instance.objectNode();
        var changed = JsonMergePatch.between(status(application), status);
        if (!status.has(OPERATION_STATE)) {
            // What became of the last request is remembered here, so that it is not repeated when all topics were lost.
            changed.remove(OPERATION_STATE);
        }
        if (!changed.isEmpty()) {
            patch.set("status", changed);
        }
        if (finishedOperation.filter(id -> isRequested(application, id)).isPresent()) {
            patch.set("operation", NullNode.instance);
        }
        return patch;
    }

    private static boolean isRequested(KubernetesObject application, String operationId) {
        for (var entry : application.tree().path("operation").path("info")) {
            if (entry.path("name").asText("").equals(OPERATION_ID)
                    && entry.path("value").asText("").equals(operationId)) {
                return true;
            }
        }
        return false;
    }
}
