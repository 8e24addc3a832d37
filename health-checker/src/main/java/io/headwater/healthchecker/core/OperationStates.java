package io.headwater.healthchecker.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** {@code status.operationState}: what was asked for, how far it has come, what became of each object. */
public final class OperationStates {

    /** The entries of {@code operation.info} by which an operation is known again after all topics were lost. */
    private static final String OPERATION_ID = "headwater.io/operation-id";

    private static final String SPEC_DIGEST = "headwater.io/spec-digest";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OperationStates() {}

    static ObjectNode build(ApplicationInfo application, OperationInfo operation) {
        var state = JsonNodeFactory.instance.objectNode();
        state.set("operation", request(operation));
        state.put("phase", operation.phase());
        if (!operation.message().isEmpty()) {
            state.put("message", operation.message());
        }
        state.put("startedAt", StatusBuilder.at(operation.startedAt()));
        operation.finishedAt().ifPresent(finished -> state.put("finishedAt", StatusBuilder.at(finished)));
        if (operation.attempt() > 0) {
            state.put("retryCount", operation.attempt());
        }
        state.set("syncResult", result(application, operation));
        return state;
    }

    /** {@code revision} and {@code source} for an application of one source, {@code revisions} and {@code sources} for one of several. */
    static void putRevisions(ObjectNode node, ApplicationInfo application, List<String> revisions) {
        if (application.spec().hasNonNull("sources")) {
            revisions.forEach(node.putArray("revisions")::add);
        } else if (!revisions.isEmpty()) {
            node.put("revision", revisions.getFirst());
        }
    }

    static void putSources(ObjectNode node, ApplicationInfo application) {
        for (var field : List.of("source", "sources")) {
            if (application.spec().hasNonNull(field)) {
                node.set(field, application.spec().get(field).deepCopy());
            }
        }
    }

    static ObjectNode initiatedBy(OperationInfo operation) {
        var initiated = JsonNodeFactory.instance.objectNode();
        if (operation.automated()) {
            return initiated.put("automated", true);
        }
        return operation.initiatedBy().isEmpty() ? initiated : initiated.put("username", operation.initiatedBy());
    }

    private static ObjectNode request(OperationInfo operation) {
        var request = operation.request().map(OperationStates::parse).orElseGet(() -> automated(operation));
        var info = request.withArray("info");
        putInfo(info, OPERATION_ID, operation.id());
        putInfo(info, SPEC_DIGEST, operation.specDigest());
        return request;
    }

    /** Which operation a state tells of: several may have begun in the same second, which is all that Argo CD's times say. Empty for none. */
    public static String identity(JsonNode state) {
        for (var entry : state.path("operation").path("info")) {
            if (entry.path("name").asText("").equals(OPERATION_ID)) {
                return entry.path("value").asText("");
            }
        }
        return state.path("startedAt").asText("");
    }

    private static void putInfo(ArrayNode info, String name, String value) {
        for (var entry : info) {
            if (entry.path("name").asText("").equals(name)) {
                return;
            }
        }
        info.addObject().put("name", name).put("value", value);
    }

    private static ObjectNode automated(OperationInfo operation) {
        var request = JsonNodeFactory.instance.objectNode();
        request.set("initiatedBy", initiatedBy(operation));
        var sync = request.putObject("sync");
        if (operation.prune()) {
            sync.put("prune", true);
        }
        if (!operation.revisions().isEmpty()) {
            sync.put("revision", operation.revisions().getFirst());
        }
        return request;
    }

    private static ObjectNode parse(String json) {
        try {
            return JSON.readValue(json, ObjectNode.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request that the catalog read from the hub is no JSON", e);
        }
    }

    private static ObjectNode result(ApplicationInfo application, OperationInfo operation) {
        var result = JsonNodeFactory.instance.objectNode();
        putRevisions(result, application, operation.revisions());
        if (!result.has("revision")) {
            result.put("revision", ""); // required by Argo CD's definition, of several sources too
        }
        putSources(result, application);
        var resources = result.putArray("resources");
        for (var object : operation.results()) {
            var resource = resources.addObject();
            resource.put("group", object.key().group());
            resource.put("version", object.version());
            resource.put("kind", object.key().kind());
            resource.put("namespace", object.key().namespace());
            resource.put("name", object.key().name());
            resource.put("status", object.status());
            resource.put("message", object.message());
            resource.put("syncPhase", object.phase());
            if (!object.images().isEmpty()) {
                object.images().forEach(resource.putArray("images")::add);
            }
        }
        return result;
    }
}
