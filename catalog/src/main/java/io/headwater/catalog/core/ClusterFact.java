package io.headwater.catalog.core;

import java.util.List;
import java.util.Optional;

/**
 * A cluster that applications may be delivered to.
 *
 * @param server the URL of its API server, without a slash at the end
 * @param project the project that alone may use it; empty for all
 * @param namespaces the namespaces to look at; empty for all
 * @param secret where its credentials are; empty for the hub's own cluster
 */
public record ClusterFact(
        String server,
        String name,
        String project,
        List<String> namespaces,
        boolean clusterResources,
        Optional<SecretVersion> secret) {

    /** The URL that means the hub's own cluster. */
    public static final String HUB_SERVER = "https://kubernetes.default.svc";

    /** The name that means the hub's own cluster, unless a Secret gives it another. */
    public static final String HUB_NAME = "in-cluster";

    /** A Secret at one of its versions. */
    public record SecretVersion(String name, String resourceVersion) {}

    public ClusterFact {
        namespaces = List.copyOf(namespaces);
    }

    /** The hub's own cluster, which is there without anybody's declaring it. */
    public static ClusterFact hub() {
        return new ClusterFact(HUB_SERVER, HUB_NAME, "", List.of(), true, Optional.empty());
    }
}
