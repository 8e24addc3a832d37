package io.headwater.differ.topology;

import io.headwater.schemas.Topic;
import java.util.List;
import java.util.Map;

/** What one partition of our topics holds when a task begins. */
public interface PartitionLog {

    /** Reads it; blocks until the broker has answered. */
    Snapshot read(List<Topic> topics, int partition);

    /**
     * What a partition holds.
     *
     * @param lastOffsets the offset of the last record of each topic that has records
     * @param drift the digest of the last verdict on each application, by key
     */
    record Snapshot(Map<Topic, Long> lastOffsets, Map<String, String> drift) {

        /** Of topics that are empty. */
        public static final Snapshot EMPTY = new Snapshot(Map.of(), Map.of());

        public Snapshot {
            lastOffsets = Map.copyOf(lastOffsets);
            drift = Map.copyOf(drift);
        }
    }
}
