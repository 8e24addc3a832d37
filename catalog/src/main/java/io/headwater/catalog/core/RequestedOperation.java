package io.headwater.catalog.core;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.ObjectKey;
import java.util.List;

/**
 * An operation that somebody asked for by writing {@code operation} into an Application.
 *
 * @param id the id that the request carries
 * @param revision the revision that is wanted; empty for where the source stands
 * @param objects the objects to sync; empty for all
 * @param json {@code operation} as it was written
 */
public record RequestedOperation(
        String id,
        ApplicationKey application,
        String specDigest,
        String initiatedBy,
        String revision,
        boolean prune,
        boolean dryRun,
        List<ObjectKey> objects,
        String json) {

    public RequestedOperation {
        objects = List.copyOf(objects);
    }
}
