package io.headwater.differ.core;

import io.headwater.kubernetes.diff.FieldDifference;
import io.headwater.kubernetes.diff.FieldOwner;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What somebody else wants otherwise about an object.
 *
 * @param difference how the object differed: a field has another value, or it is missing, or it is there though Git does not have it
 * @param path the field; empty for the object as a whole
 * @param manager who wants it; empty if the API server does not say
 */
public record Contention(Difference difference, String path, String manager) implements Comparable<Contention> {

    private static final Comparator<Contention> ORDER = Comparator.comparing(Contention::difference)
            .thenComparing(Contention::manager)
            .thenComparing(Contention::path);

    /** How many fields are looked at of an object. */
    private static final int MOST = 20;

    static List<Contention> of(ObjectVerdict object) {
        if (object.difference() != Difference.MODIFIED) {
            return List.of(new Contention(object.difference(), "", ""));
        }
        return object.compared().fields().stream()
                .limit(MOST)
                .map(Contention::of)
                .distinct()
                .toList();
    }

    private static Contention of(FieldDifference field) {
        var manager = Optional.ofNullable(field.owner()).map(FieldOwner::manager);
        return new Contention(Difference.MODIFIED, field.path(), manager.orElse(""));
    }

    @Override
    public int compareTo(Contention other) {
        return ORDER.compare(this, other);
    }
}
