package io.headwater.clusterwatcher.core;

/**
 * Where an application is delivered to.
 *
 * @param cluster the URL of the API server; empty if none is known
 * @param namespace where objects go that name no namespace
 * @param project the name of its AppProject
 */
public record Placement(String cluster, String namespace, String project) {

    /** Whether an object of a cluster is in the application's namespace. */
    boolean has(String server, String objectNamespace) {
        return !objectNamespace.isEmpty() && cluster.equals(server) && namespace.equals(objectNamespace);
    }
}
