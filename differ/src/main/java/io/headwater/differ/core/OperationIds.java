package io.headwater.differ.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headwater.differ.core.SyncRequest.Origin;
import io.headwater.kubernetes.ContentDigest;

/** The ids of operations: the same decision has the same id, so that one that is made again after a crash is one operation. */
final class OperationIds {

    private static final int LENGTH = 32;

    private OperationIds() {}

    /**
     * The id of an operation.
     *
     * @param previous the id of the operation before it, which tells a heal from the next one
     */
    static String of(
            String applicationUid, String setDigest, String specDigest, Origin origin, int attempt, String previous) {
        var text = String.join("\n", applicationUid, setDigest, specDigest, origin.name(), "" + attempt, previous);
        return ContentDigest.of(text.getBytes(UTF_8)).hex().substring(0, LENGTH);
    }
}
