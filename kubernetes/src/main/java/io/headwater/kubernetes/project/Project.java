package io.headwater.kubernetes.project;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An AppProject, as far as anybody here looks at it.
 *
 * @param windows when its applications may be synced
 */
public record Project(String name, SyncWindows windows) {

    /** Reads the {@code spec} of an AppProject. */
    public static Project of(String name, JsonNode spec) {
        return new Project(name, SyncWindows.of(spec.path("syncWindows")));
    }
}
