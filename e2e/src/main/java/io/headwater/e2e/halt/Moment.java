package io.headwater.e2e.halt;

import java.util.regex.Pattern;

/** Something that a Kafka client does, before or after which a process can be ended. */
public record Moment(Kind kind, String topic) implements Comparable<Moment> {

    private static final Pattern FORM = Pattern.compile("([A-Z_]+) (\\S+)");

    /** What is done. */
    public enum Kind {
        /** A record is about to be sent. */
        BEFORE_PRODUCE,
        /** The broker has acknowledged a record. */
        AFTER_PRODUCE,
        /** Records were fetched, and nothing of them is committed. */
        BEFORE_COMMIT,
        /** The broker has acknowledged offsets. */
        AFTER_COMMIT
    }

    static Moment parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("not a moment: " + text);
        }
        return new Moment(Kind.valueOf(match.group(1)), match.group(2));
    }

    @Override
    public int compareTo(Moment other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return kind + " " + topic;
    }
}
