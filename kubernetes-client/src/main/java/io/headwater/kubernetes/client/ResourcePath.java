package io.headwater.kubernetes.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a request goes: all objects of a kind, those in one namespace, one object, or a subresource of it.
 *
 * @param namespace empty for a cluster-scoped kind, and for all namespaces
 * @param name empty for a collection
 * @param subresource empty for the object itself, or as in {@code status}
 */
public record ResourcePath(ResourceType type, String namespace, String name, String subresource) {

    public ResourcePath {
        if (!type.namespaced() && !namespace.isEmpty()) {
            throw new IllegalArgumentException(
                    type.groupKind() + " is cluster-scoped, but namespace '" + namespace + "' was given");
        }
        if (type.namespaced() && namespace.isEmpty() && !name.isEmpty()) {
            throw new IllegalArgumentException(type.groupKind() + " '" + name + "' needs a namespace");
        }
        if (name.isEmpty() && !subresource.isEmpty()) {
            throw new IllegalArgumentException("a collection has no subresource '" + subresource + "'");
        }
        requireSegment(namespace);
        requireSegment(name);
        requireSegment(subresource);
    }

    public ResourcePath subresource(String subresource) {
        return new ResourcePath(type, namespace, name, subresource);
    }

    /** The path that new objects are posted to. */
    public ResourcePath collection() {
        return new ResourcePath(type, namespace, "", "");
    }

    public boolean isCollection() {
        return name.isEmpty();
    }

    /** The path of the URL, encoded, as in {@code /apis/apps/v1/namespaces/shop/deployments/web}. */
    public String path() {
        var path = new StringBuilder(type.group().isEmpty() ? "/api/" : "/apis/" + encoded(type.group()) + "/");
        path.append(encoded(type.version()));
        if (!namespace.isEmpty()) {
            path.append("/namespaces/").append(encoded(namespace));
        }
        path.append('/').append(encoded(type.plural()));
        if (!name.isEmpty()) {
            path.append('/').append(encoded(name));
        }
        if (!subresource.isEmpty()) {
            path.append('/').append(encoded(subresource));
        }
        return path.toString();
    }

    /** For people: {@code apps/Deployment shop/web}. */
    @Override
    public String toString() {
        var text = new StringBuilder(
                type.group().isEmpty() ? type.kind() : type.groupKind().toString());
        if (!namespace.isEmpty() || !name.isEmpty()) {
            text.append(' ');
        }
        if (!namespace.isEmpty()) {
            text.append(namespace).append('/');
        }
        text.append(name.isEmpty() && !namespace.isEmpty() ? "*" : name);
        return subresource.isEmpty() ? text.toString() : text + " (" + subresource + ")";
    }

    private static void requireSegment(String segment) {
        if (segment.indexOf('/') >= 0 || segment.equals(".") || segment.equals("..")) {
            throw new IllegalArgumentException("not a path segment: '" + segment + "'");
        }
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":");
    }
}
