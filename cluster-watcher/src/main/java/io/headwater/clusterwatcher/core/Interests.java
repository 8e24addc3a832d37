package io.headwater.clusterwatcher.core;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ignore.ResourceFilter;
import io.headwater.kubernetes.project.OrphanRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who is interested in which objects: where applications are placed, what they desire, what their projects want to know of, and what nobody is to look at.
 *
 * <p>An object of a cluster-scoped kind is matched by its name whatever namespace Git states, so that no knowledge of scopes is needed here.
 */
public final class Interests {

    private final UpdateFilter updates;
    private final Map<ApplicationKey, Placement> placements = new HashMap<>();
    private final Map<Place, Set<ApplicationKey>> byNamespace = new HashMap<>();
    private final Map<String, OrphanRules> orphanRules = new HashMap<>();
    private ResourceFilter filter = new ResourceFilter(List.of(), List.of());
    private final Map<ApplicationKey, Map<String, DesiredReference>> byApplication = new HashMap<>();
    private final Map<GroupKind, Map<String, Map<ApplicationKey, List<String>>>> byKindAndName = new HashMap<>();

    /** A namespace of a cluster. */
    private record Place(String cluster, String namespace) {}

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

    /**
     * A project says which objects it wants to know of that belong to nobody.
     *
     * @param rules empty if it does not
     * @return the applications of the project, if it said something else before
     */
    public Set<ApplicationKey> monitor(String project, Optional<OrphanRules> rules) {
        var before = rules.isPresent() ? orphanRules.put(project, rules.get()) : orphanRules.remove(project);
        return Optional.ofNullable(before).equals(rules)
                ? Set.of()
                : placements.entrySet().stream()
                        .filter(entry -> entry.getValue().project().equals(project))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }

    /** Whether the objects in a namespace that belong to nobody concern an application. */
    boolean isMonitoring(ApplicationKey application, String cluster, String namespace) {
        return placementOf(application)
                .filter(placement -> placement.has(cluster, namespace))
                .filter(placement -> orphanRules.containsKey(placement.project()))
                .isPresent();
    }

    /** The applications that an object concerns if it belongs to nobody. */
    Set<ApplicationKey> monitoring(String cluster, ObjectKey object) {
        var monitoring = new TreeSet<ApplicationKey>();
        for (var application : byNamespace.getOrDefault(new Place(cluster, object.namespace()), Set.of())) {
            placementOf(application)
                    .map(placement -> orphanRules.get(placement.project()))
                    .filter(rules -> rules.mayHave(object))
                    .ifPresent(ignored -> monitoring.add(application));
        }
        return monitoring;
    }

    /** An application is placed, or moved. */
    public void place(ApplicationKey application, Placement placement) {
        displace(application);
        placements.put(application, placement);
        byNamespace
                .computeIfAbsent(new Place(placement.cluster(), placement.namespace()), ignored -> new HashSet<>(1))
                .add(application);
    }

    /** An application is gone. */
    public void displace(ApplicationKey application) {
        var before = placements.remove(application);
        if (before != null) {
            byNamespace.computeIfPresent(new Place(before.cluster(), before.namespace()), (ignored, placed) -> {
                placed.remove(application);
                return placed.isEmpty() ? null : placed;
            });
        }
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
