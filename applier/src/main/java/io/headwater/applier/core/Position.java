package io.headwater.applier.core;

/**
 * Where a request stood on the topic {@code syncs}.
 *
 * @param topic the id of the topic, which is another when it was created anew; empty if unknown
 */
public record Position(String topic, long offset) {

    public static final Position UNKNOWN = new Position("", -1);

    /** Reads what {@link #toString()} writes; unknown if it is anything else. */
    public static Position parse(String text) {
        var slash = text.lastIndexOf('/');
        if (slash <= 0) {
            return UNKNOWN;
        }
        try {
            return new Position(text.substring(0, slash), Long.parseLong(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }

    /** Whether this one stood at the other's place or before it; positions on different topics don't compare. */
    public boolean isCoveredBy(Position other) {
        return !topic.isEmpty() && topic.equals(other.topic) && offset <= other.offset;
    }

    @Override
    public String toString() {
        return topic.isEmpty() ? "" : topic + "/" + offset;
    }
}
