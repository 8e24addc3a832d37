package io.headwater.healthchecker.topology;

import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.avro.HealthAssessed;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What stands on {@code health} when a task begins, until it was compared with what should. */
final class StandingHealth {

    private final Map<String, HealthAssessed> standing = new HashMap<>();

    /** Takes over a record that was written before. */
    void recall(TopicRecord record) {
        if (record.content() instanceof Content.Present(HealthAssessed assessed)) {
            standing.put(record.key(), assessed);
        } else {
            standing.remove(record.key());
        }
    }

    /** Whether something else stands under a key, which has been looked at then. */
    boolean differs(String key, HealthAssessed assessed) {
        return !assessed.equals(standing.remove(key));
    }

    /** The keys that were not looked at: of objects that are not live any more. */
    Set<String> others() {
        return standing.keySet();
    }
}
