package io.headwater.healthchecker.core;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;

/** {@code status.history}: the syncs that succeeded, oldest first, with ids that only rise. */
final class DeploymentHistory {

    private static final int DEFAULT_LIMIT = 10;

    private DeploymentHistory() {}

    /** The history with an operation that has succeeded; as it was if it is there already. */
    static ArrayNode append(ArrayNode history, ApplicationInfo application, OperationInfo succeeded) {
        var extended = history.deepCopy();
        var deployedAt = StatusBuilder.at(succeeded.finishedAt().orElse(Instant.EPOCH));
        var startedAt = StatusBuilder.at(succeeded.startedAt());
        var last = extended.isEmpty() ? null : extended.get(extended.size() - 1);
        if (last != null
                && last.path("deployedAt").asText("").equals(deployedAt)
                && last.path("deployStartedAt").asText("").equals(startedAt)) {
            return extended;
        }
        var entry = extended.addObject();
        entry.put("id", last == null ? 0 : last.path("id").asLong(0) + 1);
        OperationStates.putRevisions(entry, application, succeeded.revisions());
        OperationStates.putSources(entry, application);
        entry.put("deployedAt", deployedAt);
        entry.put("deployStartedAt", startedAt);
        entry.set("initiatedBy", OperationStates.initiatedBy(succeeded));
        var limit = application.spec().path("revisionHistoryLimit").asInt(DEFAULT_LIMIT);
        while (extended.size() > limit) {
            extended.remove(0);
        }
        return extended;
    }
}
