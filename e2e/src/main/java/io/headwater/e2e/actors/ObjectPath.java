package io.headwater.e2e.actors;

/**
 * Where an object is on an API server.
 *
 * @param path as {@code /api/v1/namespaces/shop/configmaps/settings}
 */
public record ObjectPath(String path) {

    public static ObjectPath configMap(String namespace, String name) {
        return core(namespace, "configmaps", name);
    }

    public static ObjectPath secret(String namespace, String name) {
        return core(namespace, "secrets", name);
    }

    public static ObjectPath deployment(String namespace, String name) {
        return new ObjectPath("/apis/apps/v1/namespaces/%s/deployments/%s".formatted(namespace, name));
    }

    public static ObjectPath gadget(String namespace, String name) {
        return new ObjectPath("/apis/e2e.headwater.io/v1/namespaces/%s/gadgets/%s".formatted(namespace, name));
    }

    public static ObjectPath namespace(String name) {
        return new ObjectPath("/api/v1/namespaces/" + name);
    }

    public static ObjectPath application(String namespace, String name) {
        return new ObjectPath("/apis/argoproj.io/v1alpha1/namespaces/%s/applications/%s".formatted(namespace, name));
    }

    public static ObjectPath project(String namespace, String name) {
        return new ObjectPath("/apis/argoproj.io/v1alpha1/namespaces/%s/appprojects/%s".formatted(namespace, name));
    }

    private static ObjectPath core(String namespace, String plural, String name) {
        return new ObjectPath("/api/v1/namespaces/%s/%s/%s".formatted(namespace, plural, name));
    }

    /** The collection that the object is in. */
    String collection() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    @Override
    public String toString() {
        return path;
    }
}
