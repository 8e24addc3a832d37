package io.headwater.kubernetes.project;

import io.headwater.kubernetes.ignore.Glob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An entry of {@code spec.syncWindows} of an AppProject. What one forbids of which nothing can be made is not known, so that it counts as if it always forbade,
 * or never allowed, until it is corrected; Argo CD refuses syncs then, too.
 *
 * @param kind what it does while it is open
 * @param text as people read it
 * @param recurrence when it is open; empty if nothing can be made of that
 * @param chosen whom it is about
 * @param manual whether a sync is allowed that a person asks for
 * @param overrun whether a sync may go on that began before
 * @param problems what is wrong with it, by field
 */
public record SyncWindow(
        Kind kind,
        String text,
        Optional<Recurrence> recurrence,
        Choice chosen,
        boolean manual,
        boolean overrun,
        List<String> problems) {

    /** What a window does while it is open. */
    public enum Kind {
        ALLOW,
        DENY
    }

    public SyncWindow {
        problems = List.copyOf(problems);
    }

    boolean isAbout(Delivery delivery) {
        return chosen.has(delivery);
    }

    boolean isOpenAt(Instant now) {
        return recurrence.map(found -> found.isOpenAt(now)).orElse(kind == Kind.DENY);
    }

    Optional<Instant> boundaryAfter(Instant now) {
        return recurrence.flatMap(found -> found.boundaryAfter(now));
    }

    /** What is wrong with it, if it is about an application, or might be. */
    List<String> problemsAbout(Delivery delivery) {
        return isAbout(delivery) || !chosen.isReadable() ? problems : List.of();
    }

    /**
     * Whom a window is about: whoever one of the lists has, or all of those that were written.
     *
     * @param all whether all lists have to have it
     */
    record Choice(Patterns applications, Patterns clusters, Patterns namespaces, boolean all) {

        boolean has(Delivery delivery) {
            var found = new ArrayList<Boolean>();
            applications.match(Set.of(delivery.application())).ifPresent(found::add);
            clusters.match(delivery.clusters()).ifPresent(found::add);
            namespaces.match(Set.of(delivery.namespace())).ifPresent(found::add);
            return found.contains(true) && !(all && found.contains(false));
        }

        boolean isReadable() {
            return applications.isReadable() && clusters.isReadable() && namespaces.isReadable();
        }
    }

    /**
     * One of the lists.
     *
     * @param written how many patterns it has; one of which nothing can be made matches nothing, as in Argo CD
     */
    record Patterns(List<Glob> readable, int written) {

        Patterns {
            readable = List.copyOf(readable);
        }

        boolean isReadable() {
            return readable.size() == written;
        }

        /** Whether one of the names is in the list; empty if there is no list. */
        Optional<Boolean> match(Set<String> names) {
            return written == 0
                    ? Optional.empty()
                    : Optional.of(
                            readable.stream().anyMatch(pattern -> names.stream().anyMatch(pattern::matches)));
        }
    }
}
