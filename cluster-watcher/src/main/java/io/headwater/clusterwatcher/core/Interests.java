package io.headwater.clusterwatcher.core;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ignore.ResourceFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who is interested in which objects: where applications are placed, what they desire, and what nobody is to look at.
 *
 * <p>An object of a cluster-scoped kind is matched by its name whatever namespace Git states, so that no knowledge of scopes is needed here.
 */
public final class Interests {

    private final UpdateFilter updates;
    private final Map<ApplicationKey, Placement> placements = new HashMap<>();
    private ResourceFilter filter = new ResourceFilter(List.of(), List.of());
    private final Map<ApplicationKey, Map<String, DesiredReference>> byApplication = new HashMap<>();
    private final Map<GroupKind, Map<String, Map<ApplicationKey, List<String>>>> byKindAndName = new HashMap<>();

    /** @param updates says which updates of objects nobody has to know of at once */
    public Interests(UpdateFilter updates) {
        this.updates = updates;
    }

    /** Which updates of objects nobody has to know of at once. */
    public UpdateFilter updates() {
        return updates;
    }

    /**
     * The installation says which kinds are looked at.
     *
     * @return whether it said something else before
     */
    public boolean look(ResourceFilter changed) {
        var before = filter;
        filter = changed;
        return !changed.equals(before);
    }

    /** Whether nobody is to look at objects of a kind in a cluster. */
    public boolean isExcluded(GroupKind kind, String cluster) {
        return filter.isExcluded(kind, cluster);
    }

    /** An application is placed, or moved. */
    public void place(ApplicationKey application, Placement placement) {
        placements.put(application, placement);
    }

    /** An application is gone. */
    public void displace(ApplicationKey application) {
        placements.remove(application);
    }

    public Optional<Placement> placementOf(ApplicationKey application) {
        return Optional.ofNullable(placements.get(application));
    }

    /** An application desires an object, in a version of its content. */
    public void desire(ApplicationKey application, String digest, DesiredReference reference) {
        var before = byApplication
                .computeIfAbsent(application, ignored -> new HashMap<>())
                .put(digest, reference);
        if (before == null) {
            names(reference)
                    .computeIfAbsent(application, ignored -> new ArrayList<>(1))
                    .add(reference.namespace());
        }
    }

    /** An application does not desire a version of an object any more; returns which object it was, if it was known. */
    public Optional<DesiredReference> undesire(ApplicationKey application, String digest) {
        var references = byApplication.getOrDefault(application, Map.of());
        if (!references.containsKey(digest)) {
            return Optional.empty();
        }
        var reference = references.remove(digest);
        names(reference).computeIfPresent(application, (ignored, namespaces) -> {
            namespaces.remove(reference.namespace());
            return namespaces.isEmpty() ? null : namespaces;
        });
        return Optional.of(reference);
    }

    /** All that an application desires. */
    public Set<DesiredReference> desiredBy(ApplicationKey application) {
        return new HashSet<>(byApplication.getOrDefault(application, Map.of()).values());
    }

    /** Whether any application desires an object of a kind. */
    public boolean isDesired(GroupKind kind) {
        return byKindAndName.getOrDefault(kind, Map.of()).values().stream().anyMatch(names -> !names.isEmpty());
    }

    /** The applications on a cluster that desire an object. */
    public Set<ApplicationKey> desiring(String cluster, ObjectKey object) {
        var desiring = new TreeSet<ApplicationKey>();
        byKindAndName
                .getOrDefault(object.groupKind(), Map.of())
                .getOrDefault(object.name(), Map.of())
                .forEach((application, namespaces) -> {
                    var placement = placements.get(application);
                    if (placement != null
                            && placement.cluster().equals(cluster)
                            && namespaces.stream().anyMatch(stated -> isIn(stated, placement, object.namespace()))) {
                        desiring.add(application);
                    }
                });
        return desiring;
    }

    private static boolean isIn(String stated, Placement placement, String namespace) {
        return namespace.isEmpty() || namespace.equals(stated.isEmpty() ? placement.namespace() : stated);
    }

    private Map<ApplicationKey, List<String>> names(DesiredReference reference) {
        return byKindAndName
                .computeIfAbsent(reference.groupKind(), ignored -> new HashMap<>())
                .computeIfAbsent(reference.name(), ignored -> new HashMap<>());
    }
}
