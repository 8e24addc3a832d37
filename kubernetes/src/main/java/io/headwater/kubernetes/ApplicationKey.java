package io.headwater.kubernetes;

/** The identity of an Application custom resource on the hub: its namespace and its name. */
public record ApplicationKey(String namespace, String name) implements Comparable<ApplicationKey> {

    public ApplicationKey {
        if (namespace.isEmpty() || namespace.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not a namespace: '" + namespace + "'");
        }
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not a name: '" + name + "'");
        }
    }

    /** Reads {@code namespace/name}, the form that {@link #toString()} writes. */
    public static ApplicationKey parse(String text) {
        var slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("expected namespace/name, was '" + text + "'");
        }
        return new ApplicationKey(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(ApplicationKey other) {
        var byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    /** {@code namespace/name}. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
