package io.headwater.clusterwatcher.kubernetes;

import io.headwater.kubernetes.client.ResourcePath;
import io.headwater.kubernetes.client.ResourceType;
import java.util.List;

/**
 * Which part of a cluster is looked at, as the cluster's Secret says.
 *
 * @param namespaces the namespaces; empty for all, and for what is in none
 * @param clusterResources whether what is in no namespace is looked at although namespaces are named
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters">Argo CD: clusters</a>
 */
public record Scope(List<String> namespaces, boolean clusterResources) {

    public Scope {
        namespaces = List.copyOf(namespaces);
    }

    /** What is to be listed and watched of a kind; nothing for a kind that is out of sight. */
    public List<ResourcePath> collections(ResourceType type) {
        if (namespaces.isEmpty() || (!type.namespaced() && clusterResources)) {
            return List.of(type.all());
        }
        return type.namespaced() ? namespaces.stream().map(type::in).toList() : List.of();
    }
}
