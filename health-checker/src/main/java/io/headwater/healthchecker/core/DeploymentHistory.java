package io.headwater.healthchecker.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** {@code status.history}: the syncs that succeeded, oldest first, with ids that only rise. */
final class DeploymentHistory {

    private static final int DEFAULT_LIMIT = 10;

    private DeploymentHistory() {}

    /** The history with an operation that has succeeded; as it was if it is there already. */
    static ArrayNode append(ArrayNode history, ApplicationInfo application, OperationInfo succeeded) {
        var extended = history.deepCopy();
        var last = extended.isEmpty() ? JsonNodeFactory.instance.objectNode() : extended.get(extended.size() - 1);
        var entry = entry(last.path("id").asLong(-1) + 1, application, succeeded);
        if (isSame(last, entry)) {
            return extended;
        }
        extended.add(entry);
        var limit = application.spec().path("revisionHistoryLimit").asInt(DEFAULT_LIMIT);
        while (extended.size() > limit) {
            extended.remove(0);
        }
        return extended;
    }

    private static ObjectNode entry(long id, ApplicationInfo application, OperationInfo succeeded) {
        var entry = JsonNodeFactory.instance.objectNode().put("id", id);
        OperationStates.putRevisions(entry, application, succeeded.revisions());
        OperationStates.putSources(entry, application);
        entry.put("deployedAt", StatusBuilder.at(succeeded.finishedAt().orElse(Instant.EPOCH)));
        entry.put("deployStartedAt", StatusBuilder.at(succeeded.startedAt()));
        entry.set("initiatedBy", OperationStates.initiatedBy(succeeded));
        return entry;
    }

    /** Times alone don't tell two syncs apart, since they are kept to the second. */
    private static boolean isSame(JsonNode last, ObjectNode entry) {
        return last instanceof ObjectNode known
                && known.deepCopy().without("id").equals(entry.deepCopy().without("id"));
    }
}
