package io.headwater.applier.core;

/**
 * What an apply relies on: if the object stands otherwise by then, the API server refuses and nothing happens. Then it is read, and applied to what was
 * read.
 */
public sealed interface Precondition {

    /** There is no object of that name. */
    record Absent() implements Precondition {}

    /** The object is that one, at that version. */
    record Unchanged(String uid, String resourceVersion) implements Precondition {
        public Unchanged {
            if (uid.isEmpty() || resourceVersion.isEmpty()) {
                throw new IllegalArgumentException(
                        "uid and resourceVersion are needed, were '" + uid + "' and '" + resourceVersion + "'");
            }
        }
    }

    /** How it stands is not known for certain: it is to be read first. */
    record Unread() implements Precondition {}

    /** What can be relied on when an object was seen: nothing if its API gives no versions. */
    static Precondition seen(String uid, String resourceVersion) {
        return uid.isEmpty() || resourceVersion.isEmpty() ? new Unread() : new Unchanged(uid, resourceVersion);
    }
}
