package io.headwater.clusterwatcher.kubernetes;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.client.ServedKind;
import java.util.Set;

/**
 * Which kinds are worth a watch, among those that the installation does not exclude: all that can be listed and watched and are in sight, save those that are
 * written all the time and that nobody keeps in Git.
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#resource-exclusioninclusion">Argo CD: resource exclusion</a>
 */
public final class WatchedKinds {

    private static final Set<GroupKind> NOISE = Set.of(
            new GroupKind("", "Endpoints"),
            new GroupKind("", "ComponentStatus"),
            new GroupKind("discovery.k8s.io", "EndpointSlice"),
            new GroupKind("certificates.k8s.io", "CertificateSigningRequest"));

    private WatchedKinds() {}

    /** @param desired whether some application desires an object of the kind, which makes it worth a watch if it is in sight at all */
    public static boolean isWatched(ServedKind kind, Scope scope, boolean desired) {
        var verbs = kind.preferred().verbs();
        return verbs.contains("list")
                && verbs.contains("watch")
                && !scope.collections(kind.preferred().type()).isEmpty()
                && (desired || !NOISE.contains(kind.groupKind()));
    }
}
