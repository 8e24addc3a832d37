package io.headwater.differ.core;

import io.headwater.kubernetes.project.OrphanRules;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the project of an application wants to know of that belongs to nobody, in the application's namespace. It colours nothing, and nobody acts on it.
 *
 * @param objects in the order of their keys
 * @param warning that there are some, if the project wants it said
 */
public record Orphans(List<Orphan> objects, Optional<Reason> warning) {

    /** There are none, or nobody wants to know. */
    public static final Orphans NONE = new Orphans(List.of(), Optional.empty());

    public Orphans {
        objects = List.copyOf(objects);
    }

    /** Who owns an object and who else desires it the cluster-watcher knows; what it said before the project, the application or its objects changed is left out. */
    public static Orphans of(Application application, ProjectView project, ApplicationView view, ClusterView cluster) {
        return project instanceof ProjectView.Known(var known)
                ? known.orphans()
                        .map(rules -> of(application, rules, view, cluster))
                        .orElse(NONE)
                : NONE;
    }

    private static Orphans of(Application application, OrphanRules rules, ApplicationView view, ClusterView cluster) {
        var objects = view.orphans().stream()
                .filter(orphan -> orphan.cluster().equals(application.cluster()))
                .filter(orphan -> orphan.key().namespace().equals(application.destinationNamespace()))
                .filter(orphan -> rules.mayHave(orphan.key()))
                .filter(orphan -> cluster.kind(orphan.key().groupKind()).isPresent())
                .filter(orphan -> view.live(orphan.key()).isEmpty())
                .sorted(Comparator.comparing(Orphan::key))
                .toList();
        return new Orphans(objects, objects.isEmpty() || !rules.warn() ? Optional.empty() : warning(objects.size()));
    }

    private static Optional<Reason> warning(int count) {
        return Optional.of(new Reason("OrphanedResource", "Application has %d orphaned resources".formatted(count)));
    }
}
