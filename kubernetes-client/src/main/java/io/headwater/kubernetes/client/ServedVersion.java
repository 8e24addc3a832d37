package io.headwater.kubernetes.client;

import java.util.Set;

/**
 * A kind as one of its versions is served.
 *
 * @param verbs what may be done with it, as in {@code list}
 * @param subresources as in {@code status}
 */
public record ServedVersion(ResourceType type, Set<String> verbs, Set<String> subresources) {

    public ServedVersion {
        verbs = Set.copyOf(verbs);
        subresources = Set.copyOf(subresources);
    }

    /** Whether objects of it can be followed, which a service must do to know of them. */
    public boolean isWatchable() {
        return verbs.contains("list") && verbs.contains("watch");
    }
}
