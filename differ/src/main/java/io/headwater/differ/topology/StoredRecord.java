package io.headwater.differ.topology;

/**
 * A record as it is kept.
 *
 * @param sort what is known of its key
 * @param offset where it was in its topic
 * @param resourceVersion the version at which an object was deleted; else empty
 * @param value what it says, as it was written; empty unless there is a value
 */
record StoredRecord(Sort sort, long offset, String resourceVersion, byte[] value) {

    /** What is known of a key. */
    enum Sort {
        /** It has a value. */
        PRESENT,
        /** It has one that can't be read. */
        UNREADABLE,
        /** It had one; that it is gone is worth knowing. */
        GONE
    }

    static StoredRecord present(long offset, byte[] value) {
        return new StoredRecord(Sort.PRESENT, offset, "", value);
    }

    static StoredRecord unreadable(long offset) {
        return new StoredRecord(Sort.UNREADABLE, offset, "", new byte[0]);
    }

    static StoredRecord gone(long offset, String resourceVersion) {
        return new StoredRecord(Sort.GONE, offset, resourceVersion, new byte[0]);
    }
}
