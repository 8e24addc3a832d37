package io.headwater.applier.core;

import io.headwater.kubernetes.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Make an application's live state equal to what is desired.
 *
 * @param operationId the same id is the same operation, however often it arrives
 * @param initiatedBy who asked; empty for an automated sync
 * @param specDigest the application's specification that it was decided on
 * @param setDigest the desired set that it was decided on; empty for a manual request, which takes the newest
 * @param revision the revision that is wanted; empty for where the source stands
 * @param prune whether objects that Git no longer has are deleted
 * @param dryRun whether nothing is changed for real
 * @param objects the objects to sync, as an automated request names them
 * @param resources the objects to sync, as a manual request names them; all objects if both are empty
 * @param syncOptions in place of the application's own; empty where the request names none
 * @param specified whether it says what is to be done: a person may ask for an operation and name none
 * @param operation what a person wrote into the Application, as JSON, handed on as it is; empty for an automated request
 * @param attempt its number, from 0
 */
public record Request(
        String operationId,
        Origin origin,
        String initiatedBy,
        String specDigest,
        Optional<String> setDigest,
        String revision,
        boolean prune,
        boolean dryRun,
        List<ObjectKey> objects,
        List<ObjectSelector> resources,
        Optional<List<String>> syncOptions,
        boolean specified,
        Optional<String> operation,
        int attempt,
        Instant requestedAt) {

    /** Who or what asked. */
    public enum Origin {
        AUTOMATED,
        HEAL,
        MANUAL
    }

    public Request {
        objects = List.copyOf(objects);
        resources = List.copyOf(resources);
        syncOptions = syncOptions.map(List::copyOf);
        if (operationId.isEmpty()) {
            throw new IllegalArgumentException("a request without an operation id");
        }
        if (setDigest.isEmpty() && origin != Origin.MANUAL) {
            throw new IllegalArgumentException("an automated request names the desired set that it was decided on");
        }
    }

    /** Whether it means the whole application, for real. */
    public boolean isFullSync() {
        return specified && !isSelective() && !dryRun;
    }

    public boolean isSelective() {
        return !objects.isEmpty() || !resources.isEmpty();
    }

    /** Whether an object is among those to sync. */
    public boolean covers(ObjectKey key) {
        return !isSelective()
                || objects.contains(key)
                || resources.stream().anyMatch(resource -> resource.selects(key));
    }
}
