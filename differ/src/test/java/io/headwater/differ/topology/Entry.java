package io.headwater.differ.topology;

import io.headwater.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record for a topic.
 *
 * @param value null for a deletion
 * @param resourceVersion the version of the deletion of an object; else empty
 */
public record Entry(Topic topic, String key, @Nullable SpecificRecord value, String resourceVersion) {}
