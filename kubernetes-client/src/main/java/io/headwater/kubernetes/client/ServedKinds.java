package io.headwater.kubernetes.client;

import io.headwater.kubernetes.GroupKind;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a cluster serves, as it said at one moment. Read it anew when a CustomResourceDefinition or an APIService changes. */
public final class ServedKinds {

    private final Map<GroupKind, ServedKind> kinds;
    private final Set<String> staleGroups;

    ServedKinds(Map<GroupKind, ServedKind> kinds, Set<String> staleGroups) {
        this.kinds = java.util.Collections.unmodifiableMap(new TreeMap<>(kinds));
        this.staleGroups = Set.copyOf(staleGroups);
    }

    public KindLookup lookup(GroupKind kind) {
        var found = kinds.get(kind);
        if (found != null) {
            return new KindLookup.Served(found);
        }
        return staleGroups.contains(kind.group())
                ? new KindLookup.Unknown("the server of the API group " + kind.group() + " does not answer")
                : new KindLookup.Absent();
    }

    /** The preferred version; empty if the kind is not known to be served, for whatever reason: {@link #lookup} tells them apart. */
    public Optional<ResourceType> preferred(GroupKind kind) {
        return Optional.ofNullable(kinds.get(kind))
                .map(served -> served.preferred().type());
    }

    /** That very version; empty if it is not known to be served. */
    public Optional<ResourceType> version(GroupKind kind, String version) {
        return Optional.ofNullable(kinds.get(kind))
                .flatMap(served -> served.version(version))
                .map(ServedVersion::type);
    }

    /** All kinds, in order. */
    public Collection<ServedKind> all() {
        return kinds.values();
    }

    /** Groups of which not all is known, since the server behind them is down. */
    public Set<String> staleGroups() {
        return staleGroups;
    }
}
