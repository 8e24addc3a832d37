package io.headwater.healthchecker.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that changed in a status and that an Event is worth.
 *
 * @param reason in Argo CD's words
 */
public record StatusTransition(String reason, String message, boolean isWarning) {

    private static final String UPDATED = "ResourceUpdated";

    /** What has changed from one status to the next. */
    public static List<StatusTransition> between(ObjectNode before, ObjectNode after) {
        var transitions = new ArrayList<StatusTransition>();
        operation(before, after, transitions);
        word(before, after, "/sync/status", "sync", transitions);
        word(before, after, "/health/status", "health", transitions);
        return transitions;
    }

    private static void word(
            ObjectNode before, ObjectNode after, String pointer, String what, List<StatusTransition> transitions) {
        var was = before.at(pointer).asText("");
        var is = after.at(pointer).asText("");
        if (!was.equals(is)) {
            var message = "Updated %s status: %s -> %s".formatted(what, was, is);
            transitions.add(new StatusTransition(UPDATED, message, is.equals("Degraded")));
        }
    }

    private static void operation(ObjectNode before, ObjectNode after, List<StatusTransition> transitions) {
        var state = after.path("operationState");
        var was = before.path("operationState");
        var operation = OperationStates.identity(state);
        if (operation.isEmpty()) {
            return;
        }
        var isNew = !operation.equals(OperationStates.identity(was));
        var sync = "Sync" + revisions(state.path("syncResult"));
        if (isNew) {
            transitions.add(new StatusTransition("OperationStarted", sync + " started", false));
        }
        if (state.has("finishedAt") && (isNew || !was.has("finishedAt"))) {
            var phase = state.path("phase").asText();
            transitions.add(new StatusTransition(
                    "OperationCompleted",
                    "%s: %s, %s".formatted(sync, phase, state.path("message").asText("")),
                    !phase.equals("Succeeded")));
        }
    }

    /** Empty as long as nobody knows. */
    private static String revisions(JsonNode result) {
        var revisions = new ArrayList<String>();
        result.path("revisions").forEach(revision -> revisions.add(revision.asText()));
        if (revisions.isEmpty()) {
            revisions.add(result.path("revision").asText(""));
        }
        var text = String.join(", ", revisions);
        return text.isEmpty() ? "" : " to " + text;
    }
}
