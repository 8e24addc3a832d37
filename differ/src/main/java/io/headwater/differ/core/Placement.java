package io.headwater.differ.core;

import io.headwater.differ.core.ClusterView.Discovery;
import io.headwater.differ.core.DesiredObject.DefinedKind;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where the objects of a desired set belong in a cluster, as far as what the cluster serves tells it.
 *
 * @param objects what is desired, by its identity in the cluster
 * @param leftOut the identities of hooks, of what is skipped and of what nobody looks at: never compared, and never taken for something that Git lacks
 * @param obstacles why that can't be said of each object
 * @param excluded that nobody looks at objects which Git has
 */
record Placement(
        Map<ObjectKey, Placed> objects, Set<ObjectKey> leftOut, List<Reason> obstacles, List<Reason> excluded) {

    /** Of nothing. */
    static final Placement NOWHERE = new Placement(Map.of(), Set.of(), List.of(), List.of());

    /** A desired object in its place. */
    record Placed(DesiredObject desired, Standing standing) {}

    /** What the cluster says about the kind of an object. */
    enum Standing {
        /** It is served and watched. */
        SERVED,
        /** It is not served yet; the same set defines it. */
        COMING,
        /** Nothing can be said. */
        UNKNOWN
    }

    /** The kinds that the set itself defines and the cluster does not serve yet. */
    Set<GroupKind> awaitedKinds() {
        return objects.entrySet().stream()
                .filter(entry -> entry.getValue().standing() == Standing.COMING)
                .map(entry -> entry.getKey().groupKind())
                .collect(Collectors.toSet());
    }

    static Placement of(Application application, List<DesiredObject> objects, Discovery discovery, Settings settings) {
        return new Placing(application, objects, discovery, settings).place();
    }

    private static final class Placing {
        private final Application application;
        private final List<DesiredObject> desired;
        private final Discovery discovery;
        private final Settings settings;
        private final Map<GroupKind, Boolean> defined;
        private final Map<ObjectKey, Placed> placed = new LinkedHashMap<>();
        private final Set<ObjectKey> leftOut = new HashSet<>();
        private final List<Reason> obstacles = new ArrayList<>();
        private final List<Reason> excluded = new ArrayList<>();
        private final SortedMap<GroupKind, List<ObjectKey>> notServed = new TreeMap<>();
        private final SortedMap<GroupKind, List<ObjectKey>> notWatched = new TreeMap<>();
        private final SortedMap<GroupKind, List<ObjectKey>> stale = new TreeMap<>();

        Placing(Application application, List<DesiredObject> desired, Discovery discovery, Settings settings) {
            this.application = application;
            this.desired = desired;
            this.discovery = discovery;
            this.settings = settings;
            this.defined = desired.stream()
                    .flatMap(object -> object.defines().stream())
                    .collect(Collectors.toMap(
                            DefinedKind::groupKind, DefinedKind::namespaced, (one, other) -> one, HashMap::new));
        }

        Placement place() {
            desired.forEach(this::place);
            explain(
                    "KindNotServed",
                    "the cluster serves no kind %s, which %s is of: install the CustomResourceDefinition that defines it, or take the object out of Git",
                    notServed);
            explain(
                    "KindNotWatched",
                    "objects of kind %s, such as %s, can't be listed and watched in the cluster: nothing can be said about them until they are",
                    notWatched);
            explain(
                    "DiscoveryStale",
                    "the server of the API group of kind %s, which %s is of, does not answer: see the APIService in the cluster",
                    stale);
            return new Placement(placed, leftOut, obstacles, excluded);
        }

        private void place(DesiredObject object) {
            if (object.name().isEmpty()) {
                return;
            }
            var served = discovery.kinds().get(object.groupKind());
            var namespaced = served != null
                    ? served.namespaced()
                    : defined.getOrDefault(
                            object.groupKind(), !object.namespace().isEmpty());
            var key = keyOf(object, namespaced);
            if (object.leftOut()) {
                leftOut.add(key);
                return;
            }
            if (settings.excludes(object.groupKind(), application.cluster())) {
                leftOut.add(key);
                excluded.add(new Reason(
                        "ExcludedResource",
                        "Resource %s/%s %s is excluded in the settings"
                                .formatted(
                                        object.groupKind().group(),
                                        object.groupKind().kind(),
                                        object.name())));
                return;
            }
            if (namespaced && key.namespace().isEmpty()) {
                obstacles.add(new Reason(
                        "NamespaceMissing",
                        "%s names no namespace, and neither does the application: set metadata.namespace or spec.destination.namespace"
                                .formatted(key.display())));
            }
            var standing = standing(object, key);
            if (placed.putIfAbsent(key, new Placed(object, standing)) != null) {
                obstacles.add(new Reason(
                        "DuplicateObject", "Git declares %s twice: keep one of the two".formatted(key.display())));
            }
        }

        private ObjectKey keyOf(DesiredObject object, boolean namespaced) {
            var namespace = object.namespace().isEmpty() ? application.destinationNamespace() : object.namespace();
            return new ObjectKey(object.groupKind(), namespaced ? namespace : "", object.name());
        }

        private Standing standing(DesiredObject object, ObjectKey key) {
            var kind = object.groupKind();
            if (discovery.staleGroups().contains(kind.group())) {
                note(stale, key);
                return Standing.UNKNOWN;
            }
            var served = discovery.kinds().get(kind);
            if (served != null && served.watched()) {
                return Standing.SERVED;
            }
            if (served == null && defined.containsKey(kind)) {
                return Standing.COMING;
            }
            note(served == null ? notServed : notWatched, key);
            return Standing.UNKNOWN;
        }

        private static void note(SortedMap<GroupKind, List<ObjectKey>> where, ObjectKey key) {
            where.computeIfAbsent(key.groupKind(), ignored -> new ArrayList<>()).add(key);
        }

        private void explain(String code, String message, SortedMap<GroupKind, List<ObjectKey>> found) {
            found.forEach((kind, keys) -> obstacles.add(new Reason(
                    code,
                    message.formatted(
                            kind.display(),
                            keys.stream().sorted().findFirst().orElseThrow().display()))));
        }
    }
}
