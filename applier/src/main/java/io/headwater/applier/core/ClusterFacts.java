package io.headwater.applier.core;

import io.headwater.kubernetes.GroupKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of one cluster, whatever the application: its kinds, and which of them are known completely. */
public final class ClusterFacts {

    private Map<GroupKind, KindFacts> kinds = Map.of();
    private Set<String> staleGroups = Set.of();
    private final Map<GroupKind, Boolean> complete = new HashMap<>();

    /**
     * A kind that the cluster serves.
     *
     * @param plural its name in URLs
     * @param watched whether its objects are followed, so that their health becomes known
     */
    public record KindFacts(String plural, boolean namespaced, boolean watched) {
        /** For an object that is not touched since nothing is known of its kind. */
        static final KindFacts UNKNOWN = new KindFacts("", true, false);
    }

    /** What the cluster serves, as it said last. */
    public void discovered(Map<GroupKind, KindFacts> served, Set<String> stale) {
        kinds = new HashMap<>(served);
        staleGroups = new HashSet<>(stale);
    }

    /** Kinds that a closer look has found besides. */
    void add(Map<GroupKind, KindFacts> found) {
        var all = new HashMap<>(kinds);
        all.putAll(found);
        kinds = all;
    }

    /** Whether all objects of a kind are known. */
    public void completed(GroupKind kind, boolean known) {
        complete.put(kind, known);
    }

    Optional<KindFacts> kind(GroupKind kind) {
        return Optional.ofNullable(kinds.get(kind));
    }

    /** Whether what is said of a kind's objects can be relied on when something is to be deleted because of it. */
    boolean isKnownCompletely(GroupKind kind) {
        return kinds.containsKey(kind) && !staleGroups.contains(kind.group()) && complete.getOrDefault(kind, false);
    }
}
