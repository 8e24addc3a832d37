package io.headwater.kubernetes.client;

import io.headwater.kubernetes.GroupKind;

/**
 * A kind in one of its versions, with what is needed to address it.
 *
 * @param group the API group; empty for the core group
 * @param plural the resource name in the path, as in {@code deployments}
 */
public record ResourceType(String group, String version, String plural, String kind, boolean namespaced) {

    public ResourceType {
        if (version.isEmpty() || plural.isEmpty() || kind.isEmpty()) {
            throw new IllegalArgumentException(
                    "version, plural and kind are needed, were '" + version + "', '" + plural + "', '" + kind + "'");
        }
    }

    /** {@code group/version}, or {@code version} for the core group. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    public GroupKind groupKind() {
        return new GroupKind(group, kind);
    }

    /** The objects of this kind in the whole cluster. */
    public ResourcePath all() {
        return new ResourcePath(this, "", "", "");
    }

    /** The objects of this kind in one namespace. */
    public ResourcePath in(String namespace) {
        return new ResourcePath(this, namespace, "", "");
    }

    /**
     * One object.
     *
     * @param namespace empty for a cluster-scoped kind
     */
    public ResourcePath object(String namespace, String name) {
        return new ResourcePath(this, namespace, name, "");
    }
}
