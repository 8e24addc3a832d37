package io.headwater.runtime.cluster;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.ConnectionOptions;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.runtime.cluster.ClusterLookup.Connected;
import io.headwater.runtime.cluster.ClusterLookup.Reason;
import io.headwater.runtime.cluster.ClusterLookup.Unavailable;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.avro.ClusterObserved;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One connection per cluster, made from what the topic {@code clusters} refers to, when it is first asked for.
 *
 * <p>The hub's own cluster is reached as the hub is. Any other cluster's Secret is read from the hub, and again when its version in the record has
 * changed; a Secret that is missing or unusable then leaves the last good connection in place. Safe for use from several threads.
 */
public final class Clusters implements AutoCloseable {

    /** How Argo CD names the cluster that it runs in. */
    public static final String IN_CLUSTER = "https://kubernetes.default.svc";

    private static final ResourceType SECRETS = new ResourceType("", "v1", "secrets", "Secret", true);

    private final ClusterConnection hub;
    private final SecretReader secrets;
    private final ConnectionOptions options;
    private final Map<String, ConfiguredCluster> configured = new ConcurrentHashMap<>();

    /** Reads Secrets of the hub. */
    @FunctionalInterface
    interface SecretReader {
        /**
         * @return empty if it is missing
         * @throws KubernetesException if that can't be said
         */
        Optional<KubernetesObject> find(String namespace, String name);
    }

    /**
     * @param hub stays the caller's to close
     * @param options for the connections that are made here
     */
    public Clusters(ClusterConnection hub, ConnectionOptions options) {
        this(hub, (namespace, name) -> hub.find(SECRETS.object(namespace, name)), options);
    }

    Clusters(ClusterConnection hub, SecretReader secrets, ConnectionOptions options) {
        this.hub = hub;
        this.secrets = secrets;
        this.options = options;
    }

    /** Takes a record of the topic {@code clusters}; returns at once. */
    public void changed(TopicRecord record) {
        switch (record.content()) {
            case Content.Present(ClusterObserved cluster) -> changed(cluster);
            case Content.Removed() -> removed(record.key());
            // Unknown is not gone: what was known of the cluster stays.
            case Content.Present _, Content.Unreadable() -> {}
        }
    }

    /** A cluster exists, or its Secret has changed. */
    public void changed(ClusterObserved cluster) {
        var server = normal(cluster.getServer());
        var namespace = cluster.getSecretNamespace();
        var name = cluster.getSecretName();
        if (isHub(server) || namespace == null || name == null) {
            close(configured.remove(server));
            if (!isHub(server)) {
                configured.put(server, ConfiguredCluster.ofHub(server, hub));
            }
            return;
        }
        var secret = new ConfiguredCluster.SecretReference(namespace, name, cluster.getSecretVersion());
        configured
                .compute(
                        server,
                        (_, known) -> known == null || known.isHub()
                                ? ConfiguredCluster.bySecret(server, secrets, options)
                                : known)
                .refersTo(secret);
    }

    /** A cluster is there no more: its connection is closed. */
    public void removed(String server) {
        close(configured.remove(normal(server)));
    }

    /** The way to a cluster; reads its Secret where that has changed, and so may block for as long as a request may take. */
    public ClusterLookup find(String server) {
        if (isHub(normal(server))) {
            return new Connected(hub, Optional.empty());
        }
        var cluster = configured.get(normal(server));
        if (cluster == null) {
            return new Unavailable(
                    Reason.UNKNOWN_CLUSTER,
                    "no cluster is known at " + server + ": add it, or correct the Application's destination");
        }
        return cluster.connect();
    }

    /** Closes every connection but the hub's. */
    @Override
    public void close() {
        configured.values().forEach(Clusters::close);
        configured.clear();
    }

    private static void close(@Nullable ConfiguredCluster cluster) {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static boolean isHub(String server) {
        return server.equals(IN_CLUSTER);
    }

    private static String normal(String server) {
        return server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
    }
}
