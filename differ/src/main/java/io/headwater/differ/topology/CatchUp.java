package io.headwater.differ.topology;

import io.headwater.schemas.Topic;
import java.util.HashMap;
import java.util.Map;

/**
 * What was written before a task began and has yet to be read. Until then it knows less than it could, and decides nothing: what it does not know of
 * may have been done long ago.
 */
final class CatchUp {

    private final Map<Topic, Long> pending;

    /** @param lastOffsets the offset up to which each topic is to be read */
    CatchUp(Map<Topic, Long> lastOffsets) {
        this.pending = new HashMap<>(lastOffsets);
    }

    /** Notes that a topic has been read up to an offset. */
    void reached(Topic topic, long offset) {
        pending.computeIfPresent(topic, (ignored, last) -> offset >= last ? null : last);
    }

    boolean isDone() {
        return pending.isEmpty();
    }
}
