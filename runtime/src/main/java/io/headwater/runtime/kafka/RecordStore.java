package io.headwater.runtime.kafka;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topic;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The newest record of every key that a Streams task has read, as bytes, so that what is known of one application is found in one range.
 *
 * <p>In memory, with a changelog, without a cache.
 */
public final class RecordStore {

    private static final char SEPARATOR = '|';
    private static final char AFTER_SEPARATOR = '}';
    private static final String EVERYWHERE = "*";

    private final KeyValueStore<String, byte[]> store;

    /** Takes a store that {@link #builder} has made. */
    public RecordStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    public static StoreBuilder<KeyValueStore<String, byte[]>> builder(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    /** Keeps the newest value of a key; null where there is none any more. */
    public void put(Topic topic, String key, byte @Nullable [] value) {
        if (value == null) {
            store.delete(storeKey(topic, key));
        } else {
            store.put(storeKey(topic, key), value);
        }
    }

    /** The newest value of a key; null if there is none. */
    public byte @Nullable [] get(Topic topic, String key) {
        return store.get(storeKey(topic, key));
    }

    /** Every record about an application: the noun of its topic and its key, and its value. */
    public void forEach(ApplicationKey application, BiConsumer<StoredKey, byte[]> consumer) {
        forEach(application.toString(), consumer);
    }

    /** Every record that stands in all partitions. */
    public void forEachEverywhere(BiConsumer<StoredKey, byte[]> consumer) {
        forEach(EVERYWHERE, consumer);
    }

    /** Every record. */
    public void forEach(BiConsumer<StoredKey, byte[]> consumer) {
        try (var all = store.all()) {
            all.forEachRemaining(entry -> consumer.accept(storedKey(entry.key), entry.value));
        }
    }

    /**
     * Whose record it is.
     *
     * @param noun the noun of its topic
     * @param key its key
     */
    public record StoredKey(String noun, String key) {}

    private void forEach(String head, BiConsumer<StoredKey, byte[]> consumer) {
        try (var range = store.range(head + SEPARATOR, head + AFTER_SEPARATOR)) {
            range.forEachRemaining(entry -> consumer.accept(storedKey(entry.key), entry.value));
        }
    }

    /** The application first, then the topic, then the rest of the key. */
    private static String storeKey(Topic topic, String key) {
        var head = RecordKeys.isEverywhere(key)
                ? EVERYWHERE
                : RecordKeys.applicationOf(key).orElseThrow().toString();
        return head + SEPARATOR + topic.noun() + SEPARATOR + key;
    }

    private static StoredKey storedKey(String storeKey) {
        var noun = storeKey.indexOf(SEPARATOR) + 1;
        var key = storeKey.indexOf(SEPARATOR, noun) + 1;
        return new StoredKey(storeKey.substring(noun, key - 1), storeKey.substring(key));
    }
}
