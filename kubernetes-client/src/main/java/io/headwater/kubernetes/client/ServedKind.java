package io.headwater.kubernetes.client;

import io.headwater.kubernetes.GroupKind;
import java.util.List;
import java.util.Optional;

/**
 * A kind that a cluster serves.
 *
 * @param versions all of them, the server's preferred one first; never empty
 */
public record ServedKind(GroupKind groupKind, List<ServedVersion> versions) {

    public ServedKind {
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException(groupKind + " is served in no version");
        }
    }

    public ServedVersion preferred() {
        return versions.getFirst();
    }

    public boolean namespaced() {
        return preferred().type().namespaced();
    }

    public Optional<ServedVersion> version(String version) {
        return versions.stream()
                .filter(served -> served.type().version().equals(version))
                .findFirst();
    }
}
