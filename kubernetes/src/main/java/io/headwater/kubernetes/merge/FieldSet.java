package io.headwater.kubernetes.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A set of fields of one object, each named by the way that leads to it. A field may be in it with or without its parts, and parts without the whole.
 *
 * <p>Immutable.
 */
public final class FieldSet {

    /** The set without a field. */
    public static final FieldSet EMPTY = new FieldSet(Collections.emptySortedMap());

    private static final Entry NOTHING = new Entry(false, EMPTY);

    private final SortedMap<PathElement, Entry> entries;

    /**
     * What is in the set at and below a step.
     *
     * @param member whether the field itself is in it
     * @param parts those of its parts that are
     */
    public record Entry(boolean member, FieldSet parts) {

        /** Whether neither the field nor a part of it is in the set. */
        public boolean isNothing() {
            return !member && parts.isEmpty();
        }
    }

    private FieldSet(SortedMap<PathElement, Entry> entries) {
        this.entries = entries;
    }

    /** The set of one field, with none of its parts. */
    public static FieldSet of(PathElement... path) {
        var builder = new Builder();
        var at = builder;
        for (var i = 0; i < path.length - 1; i++) {
            at = at.below(path[i]);
        }
        at.add(path[path.length - 1]);
        return builder.build();
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The fields that are in one of the two. */
    public FieldSet union(FieldSet other) {
        if (other.isEmpty() || this == other) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        var builder = new Builder();
        entries.forEach((element, ours) -> {
            var theirs = other.entry(element);
            builder.put(
                    element,
                    new Entry(ours.member() || theirs.member(), ours.parts().union(theirs.parts())));
        });
        other.entries.forEach((element, theirs) -> {
            if (!entries.containsKey(element)) {
                builder.put(element, theirs);
            }
        });
        return builder.build();
    }

    /** The fields that are in one of several; each field of each of them is looked at once, however many they are. */
    static FieldSet unionOf(Collection<FieldSet> sets) {
        var filled = sets.stream().filter(set -> !set.isEmpty()).toList();
        if (filled.size() <= 1) {
            return filled.isEmpty() ? EMPTY : filled.getFirst();
        }
        if (filled.size() == 2) {
            return filled.getFirst().union(filled.getLast());
        }
        var found = new TreeMap<PathElement, List<Entry>>();
        for (var set : filled) {
            set.entries.forEach((element, entry) ->
                    found.computeIfAbsent(element, _ -> new ArrayList<>(1)).add(entry));
        }
        var builder = new Builder();
        found.forEach((element, entries) -> builder.put(
                element,
                entries.size() == 1
                        ? entries.getFirst()
                        : new Entry(
                                entries.stream().anyMatch(Entry::member),
                                unionOf(entries.stream().map(Entry::parts).toList()))));
        return builder.build();
    }

    /** The fields that are in both. */
    public FieldSet intersection(FieldSet other) {
        var builder = new Builder();
        entries.forEach((element, ours) -> {
            var theirs = other.entry(element);
            builder.put(
                    element,
                    new Entry(ours.member() && theirs.member(), ours.parts().intersection(theirs.parts())));
        });
        return builder.build();
    }

    /** The fields that are in this set and not in the other; that the other has a field says nothing about its parts. */
    public FieldSet difference(FieldSet other) {
        if (other.isEmpty()) {
            return this;
        }
        var builder = new Builder();
        entries.forEach((element, ours) -> {
            var theirs = other.entry(element);
            builder.put(
                    element,
                    new Entry(ours.member() && !theirs.member(), ours.parts().difference(theirs.parts())));
        });
        return builder.build();
    }

    /** The ways to all fields, in order. */
    public List<List<PathElement>> paths() {
        var paths = new ArrayList<List<PathElement>>();
        collect(List.of(), paths);
        return paths;
    }

    private void collect(List<PathElement> way, List<List<PathElement>> paths) {
        entries.forEach((element, entry) -> {
            var path = new ArrayList<>(way);
            path.add(element);
            if (entry.member()) {
                paths.add(List.copyOf(path));
            }
            entry.parts().collect(path, paths);
        });
    }

    void forEach(BiConsumer<PathElement, Entry> action) {
        entries.forEach(action);
    }

    /** What is in the set at and below a step. */
    public Entry entry(PathElement element) {
        return entries.getOrDefault(element, NOTHING);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldSet set && entries.equals(set.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    /** The ways to all fields, as people read them. */
    @Override
    public String toString() {
        var text = new ArrayList<String>();
        for (var path : paths()) {
            var way = new StringBuilder();
            path.forEach(way::append);
            text.add(way.toString());
        }
        return text.toString();
    }

    /** Makes a set. Most fields have no parts, so that nothing is kept of what was not given. Not thread-safe. */
    static final class Builder {
        private SortedMap<PathElement, Entry> finished = Collections.emptySortedMap();
        private Map<PathElement, Builder> open = Map.of();
        private List<PathElement> members = List.of();

        /** Adds the field at the end of one step. */
        void add(PathElement element) {
            if (members.isEmpty()) {
                members = new ArrayList<>();
            }
            members.add(element);
        }

        /** Makes what is in the set below a step. */
        Builder below(PathElement element) {
            if (open.isEmpty()) {
                open = new TreeMap<>();
            }
            return open.computeIfAbsent(element, _ -> new Builder());
        }

        /** Puts what is in the set at and below a step that nothing was said about before. */
        void put(PathElement element, Entry entry) {
            if (entry.isNothing()) {
                return;
            }
            if (finished.isEmpty()) {
                finished = new TreeMap<>();
            }
            finished.put(element, entry);
        }

        FieldSet build() {
            open.forEach((element, parts) -> put(element, new Entry(false, parts.build())));
            members.forEach(element -> put(
                    element,
                    new Entry(true, finished.getOrDefault(element, NOTHING).parts())));
            return finished.isEmpty() ? EMPTY : new FieldSet(finished);
        }
    }
}
