package io.headwater.kubernetes.project;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * An AppProject, as far as anybody here looks at it.
 *
 * @param windows when its applications may be synced
 * @param orphans which objects it wants to know of that belong to nobody; empty if it does not
 */
public record Project(String name, SyncWindows windows, Optional<OrphanRules> orphans) {

    /** Reads the {@code spec} of an AppProject. */
    public static Project of(String name, JsonNode spec) {
        return new Project(name, SyncWindows.of(spec.path("syncWindows")), OrphanRules.of(spec));
    }
}
