package io.headwater.kubernetes;

import java.util.Comparator;

/**
 * The identity of an object within one cluster.
 *
 * @param groupKind its kind, whatever the version
 * @param namespace its namespace; empty for an object of a cluster-scoped kind
 * @param name its name
 */
public record ObjectKey(GroupKind groupKind, String namespace, String name) implements Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER = Comparator.comparing(ObjectKey::groupKind)
            .thenComparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::name);

    public ObjectKey {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an object of kind " + groupKind + " without a name");
        }
    }

    public static ObjectKey of(String group, String kind, String namespace, String name) {
        return new ObjectKey(new GroupKind(group, kind), namespace, name);
    }

    /**
     * Reads {@code group/kind/namespace/name}, the form that {@link #toString()} writes. A name may hold further slashes and colons, as RBAC
     * names do.
     */
    public static ObjectKey parse(String text) {
        var parts = text.split("/", 4);
        if (parts.length != 4) {
            throw new IllegalArgumentException("expected group/kind/namespace/name, was '" + text + "'");
        }
        return of(parts[0], parts[1], parts[2], parts[3]);
    }

    public String group() {
        return groupKind.group();
    }

    public String kind() {
        return groupKind.kind();
    }

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    /** As people write it: {@code apps/Deployment shop/web}, {@code Namespace shop}. */
    public String display() {
        return groupKind.display() + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }

    @Override
    public String toString() {
        return groupKind + "/" + namespace + "/" + name;
    }
}
