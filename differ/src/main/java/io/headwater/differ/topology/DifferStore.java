package io.headwater.differ.topology;

import io.headwater.differ.core.Memory;
import io.headwater.differ.kafka.MemoryRecords;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.MalformedJsonException;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topic;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one task knows: every record of its sources as it was written, under {@code noun|key}, and what is remembered of each application. The records
 * stand on the topics and are read from there when a task begins; what is remembered stands nowhere else, and has a changelog.
 */
final class DifferStore {

    /** The store of what is remembered. */
    static final String MEMORY = "memory";

    private static final Logger LOG = LoggerFactory.getLogger(DifferStore.class);

    private final NavigableMap<String, StoredRecord> records = new TreeMap<>();
    private final KeyValueStore<String, byte[]> memory;

    /** @param memory which outlives the task */
    DifferStore(KeyValueStore<String, byte[]> memory) {
        this.memory = memory;
    }

    Optional<StoredRecord> find(Topic topic, String key) {
        return Optional.ofNullable(records.get(name(topic, key)));
    }

    void put(Topic topic, String key, StoredRecord record) {
        records.put(name(topic, key), record);
    }

    void delete(Topic topic, String key) {
        records.remove(name(topic, key));
    }

    /** All records of a topic about an application but the one about the application itself. */
    void forEachOf(ApplicationKey application, Topic topic, BiConsumer<String, StoredRecord> consumer) {
        forEach(topic, RecordKeys.application(application) + "|", consumer);
    }

    /** All records of a topic. */
    void forEach(Topic topic, BiConsumer<String, StoredRecord> consumer) {
        forEach(topic, "", consumer);
    }

    /** What is remembered of an application; nothing, which costs a pause at worst, where another version wrote what this one can't read. */
    Memory memory(ApplicationKey application) {
        var bytes = memory.get(application.toString());
        if (bytes == null) {
            return Memory.NOTHING;
        }
        try {
            return MemoryRecords.read(bytes);
        } catch (MalformedJsonException | IllegalArgumentException unreadable) {
            LOG.atWarn()
                    .addKeyValue("application", application)
                    .addKeyValue("error", unreadable.getClass().getName())
                    .log("What was remembered of an application can't be read");
            return Memory.NOTHING;
        }
    }

    void remember(ApplicationKey application, Memory what) {
        memory.put(application.toString(), what.equals(Memory.NOTHING) ? null : MemoryRecords.write(what));
    }

    private void forEach(Topic topic, String prefix, BiConsumer<String, StoredRecord> consumer) {
        var start = topic.noun() + "|";
        var found = records.subMap(start + prefix, start + prefix + Character.MAX_VALUE);
        List.copyOf(found.entrySet())
                .forEach(entry -> consumer.accept(entry.getKey().substring(start.length()), entry.getValue()));
    }

    private static String name(Topic topic, String key) {
        return topic.noun() + "|" + key;
    }
}
