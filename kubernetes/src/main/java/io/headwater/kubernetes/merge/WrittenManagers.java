package io.headwater.kubernetes.merge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who had what of an object before an apply.
 *
 * @param last what the applier applied last time; null if it never did
 * @param others what all other managers have; null for nothing
 */
record WrittenManagers(
        @Nullable WrittenFields last, @Nullable WrittenFields others) {

    /**
     * Reads them.
     *
     * @param managedFields {@code metadata.managedFields}
     * @param applier in whichever version it applied; what it applied in two versions counts in the first of them, and the apply replaces its own
     * @param predecessors the names of managers whose applies, if there are any, count along with all of its own
     */
    static WrittenManagers of(JsonNode managedFields, Manager applier, Set<String> predecessors) {
        Manager first = null;
        var isSuccessor = false;
        for (var entry : managedFields) {
            var manager = ManagedFields.manager(entry);
            if (manager != null && manager.isApplierOf(predecessors)) {
                isSuccessor = true;
            } else if (manager != null && first == null && manager.isApplierNamed(applier.name())) {
                first = manager;
            }
        }
        WrittenFields last = null;
        WrittenFields others = null;
        for (var entry : managedFields) {
            var manager = ManagedFields.manager(entry);
            if (manager == null) {
                continue;
            }
            var isItsOwn = isSuccessor
                    ? manager.isApplierOf(predecessors) || manager.isApplierNamed(applier.name())
                    : manager.equals(first);
            if (isItsOwn) {
                last = WrittenFields.of(entry.path("fieldsV1")).and(last);
            } else if (!manager.equals(applier)) {
                others = WrittenFields.of(entry.path("fieldsV1")).and(others);
            }
        }
        return new WrittenManagers(last, others);
    }
}
