package io.headwater.kubernetes;

import java.util.Comparator;

/**
 * A kind within its API group, whatever the version.
 *
 * @param group the API group; empty for the core group
 * @param kind the kind, as in {@code Deployment}
 */
public record GroupKind(String group, String kind) implements Comparable<GroupKind> {

    private static final Comparator<GroupKind> ORDER =
            Comparator.comparing(GroupKind::group).thenComparing(GroupKind::kind);

    public GroupKind {
        if (kind.isEmpty() || kind.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not a kind: '" + kind + "'");
        }
    }

    /** Reads {@code group/kind}, the form that {@link #toString()} writes: {@code apps/Deployment}, {@code /Service}. */
    public static GroupKind parse(String text) {
        var slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("expected group/kind, was '" + text + "'");
        }
        return new GroupKind(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(GroupKind other) {
        return ORDER.compare(this, other);
    }

    /** As people write it: {@code apps/Deployment}, {@code Service}. */
    public String display() {
        return group.isEmpty() ? kind : group + "/" + kind;
    }

    @Override
    public String toString() {
        return group + "/" + kind;
    }
}
