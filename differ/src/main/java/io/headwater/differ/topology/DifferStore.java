package io.headwater.differ.topology;

import io.headwater.differ.core.Memory;
import io.headwater.differ.kafka.MemoryRecords;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.MalformedJsonException;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of one task: every record as it was written, under {@code noun|key}, what is remembered of each application, and how far each topic
 * was read.
 */
final class DifferStore {

    static final String NAME = "records";

    private static final Logger LOG = LoggerFactory.getLogger(DifferStore.class);

    private static final String MEMORY = "memory|";
    private static final String MARK = "read|";
    private static final String EVERYWHERE = "*|";

    private final KeyValueStore<String, byte[]> store;

    /**
     * How far a topic was read.
     *
     * @param offset of the last record
     * @param timestamp the latest of all records so far, in milliseconds
     */
    record Mark(long offset, long timestamp) {

        /** Whether a record was read before. One at an old place that is younger means that the topic lost its end and was written anew. */
        boolean covers(long otherOffset, long otherTimestamp) {
            return otherOffset <= offset && otherTimestamp <= timestamp;
        }
    }

    DifferStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    Optional<StoredRecord> find(Topic topic, String key) {
        return Optional.ofNullable(store.get(name(topic, key))).map(StoredRecord::read);
    }

    void put(Topic topic, String key, StoredRecord record) {
        store.put(name(topic, key), record.write());
    }

    void delete(Topic topic, String key) {
        store.delete(name(topic, key));
    }

    /** All records of a topic about an application but the one about the application itself. */
    void forEachOf(ApplicationKey application, Topic topic, BiConsumer<String, StoredRecord> consumer) {
        forEach(topic, RecordKeys.application(application) + "|", consumer);
    }

    /** All records of a topic that stand in every partition. */
    void forEachEverywhere(Topic topic, BiConsumer<String, StoredRecord> consumer) {
        forEach(topic, EVERYWHERE, consumer);
    }

    /** All records of a topic. */
    void forEach(Topic topic, BiConsumer<String, StoredRecord> consumer) {
        forEach(topic, "", consumer);
    }

    /** What is remembered of an application; nothing, which costs a pause at worst, where another version wrote what this one can't read. */
    Memory memory(ApplicationKey application) {
        var bytes = store.get(MEMORY + application);
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

    void remember(ApplicationKey application, Memory memory) {
        store.put(MEMORY + application, memory.equals(Memory.NOTHING) ? null : MemoryRecords.write(memory));
    }

    Optional<Mark> mark(Topic topic) {
        var bytes = store.get(MARK + topic.noun());
        return Optional.ofNullable(bytes).map(ByteBuffer::wrap).map(mark -> new Mark(mark.getLong(), mark.getLong()));
    }

    void mark(Topic topic, Mark mark) {
        var bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(mark.offset())
                .putLong(mark.timestamp())
                .array();
        store.put(MARK + topic.noun(), bytes);
    }

    private void forEach(Topic topic, String prefix, BiConsumer<String, StoredRecord> consumer) {
        var start = topic.noun() + "|";
        List<String> keys = new ArrayList<>();
        List<StoredRecord> records = new ArrayList<>();
        try (var found = store.prefixScan(start + prefix, new StringSerializer())) {
            found.forEachRemaining(entry -> {
                keys.add(entry.key.substring(start.length()));
                records.add(StoredRecord.read(entry.value));
            });
        }
        for (var i = 0; i < keys.size(); i++) {
            consumer.accept(keys.get(i), records.get(i));
        }
    }

    private static String name(Topic topic, String key) {
        return topic.noun() + "|" + key;
    }
}
