package io.headwater.testcluster.fault;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A request to an API server.
 *
 * @param at when it came
 * @param method the HTTP method
 * @param verb as RBAC and the audit log know it: {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code patch}, {@code
 *     delete}, {@code deletecollection}
 * @param uri path and query
 * @param group of the resource; empty for the core group and for what is no resource
 * @param resource as in {@code deployments}; empty for what is no resource
 * @param subresource empty for the object itself
 * @param namespace empty for what has none; of a request about a namespace, its name
 * @param name empty for a collection
 */
public record KubernetesRequest(
        Instant at,
        String method,
        String verb,
        URI uri,
        String group,
        String resource,
        String subresource,
        String namespace,
        String name) {

    static KubernetesRequest of(Instant at, String method, URI uri) {
        var parts = Arrays.stream(uri.getPath().split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
        var grouped = parts.size() > 3 && parts.getFirst().equals("apis");
        var core = parts.size() > 2 && parts.getFirst().equals("api");
        if (!grouped && !core) {
            return new KubernetesRequest(at, method, verb(method, uri, true), uri, "", "", "", "", "");
        }
        var rest = parts.subList(grouped ? 3 : 2, parts.size());
        var inNamespace = rest.size() > 2 && rest.getFirst().equals("namespaces") && !isSubresource(rest.get(2));
        var namespace = rest.size() > 1 && rest.getFirst().equals("namespaces") ? rest.get(1) : "";
        var object = inNamespace ? rest.subList(2, rest.size()) : rest;
        return new KubernetesRequest(
                at,
                method,
                verb(method, uri, object.size() > 1),
                uri,
                grouped ? parts.get(1) : "",
                at(object, 0),
                at(object, 2),
                namespace,
                at(object, 1));
    }

    /** A namespace's own subresources, where else a resource's name stands. */
    private static boolean isSubresource(String part) {
        return part.equals("status") || part.equals("finalize");
    }

    private static String at(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

    private static String verb(String method, URI uri, boolean named) {
        var watch = Optional.ofNullable(uri.getQuery()).orElse("").matches("(.*&)?watch=(true|1)(&.*)?");
        return switch (method) {
            case "GET", "HEAD" -> watch ? "watch" : named ? "get" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> named ? "delete" : "deletecollection";
            default -> method;
        };
    }

    /** Whether it asks for a change of an object or a collection. */
    public boolean isWrite() {
        return switch (verb) {
            case "create", "update", "patch", "delete", "deletecollection" -> !resource.isEmpty();
            default -> false;
        };
    }
}
