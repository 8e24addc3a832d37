package io.headwater.runtime.cluster;

import io.headwater.kubernetes.client.ClusterConnection;
import java.util.Optional;

/** Whether there is a way to a cluster. */
public sealed interface ClusterLookup {

    /**
     * There is one. It may be closed at any time after its cluster has changed or gone: whoever keeps it for long asks again then.
     *
     * @param problem why the newest credentials can't be used and those from before still are; empty when all is well
     */
    record Connected(ClusterConnection connection, Optional<String> problem) implements ClusterLookup {}

    /** There is none for now; asking again later may help. */
    record Unavailable(Reason reason, String message) implements ClusterLookup {}

    /** Why there is no way to a cluster. */
    enum Reason {
        /** No record names that server. */
        UNKNOWN_CLUSTER,
        /** The Secret that the record refers to is not on the hub. */
        SECRET_MISSING,
        /** The Secret is there and holds nothing that a connection can be made of. */
        SECRET_UNUSABLE,
        /** The hub did not hand out the Secret. */
        HUB_UNAVAILABLE
    }
}
