package io.headwater.runtime.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.ConnectionOptions;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.runtime.cluster.ClusterLookup.Connected;
import io.headwater.runtime.cluster.ClusterLookup.Reason;
import io.headwater.runtime.cluster.ClusterLookup.Unavailable;
import io.headwater.runtime.cluster.Clusters.SecretReader;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cluster that a record names, and the connection to it as far as one could be made. */
final class ConfiguredCluster {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredCluster.class);

    private final String server;
    private final @Nullable SecretReader secrets;
    private final ConnectionOptions options;
    private @Nullable SecretReference wanted;
    private @Nullable SecretReference used;
    private Map<String, String> data = Map.of();
    private @Nullable ClusterConnection connection;
    private boolean closed;

    /** Which Secret, in which version. */
    record SecretReference(String namespace, String name, String version) {}

    private ConfiguredCluster(
            String server,
            @Nullable SecretReader secrets,
            ConnectionOptions options,
            @Nullable ClusterConnection connection) {
        this.server = server;
        this.secrets = secrets;
        this.options = options;
        this.connection = connection;
    }

    /** A cluster that is reached as the hub is. */
    static ConfiguredCluster ofHub(String server, ClusterConnection hub) {
        return new ConfiguredCluster(server, null, hub.options(), hub);
    }

    static ConfiguredCluster bySecret(String server, SecretReader secrets, ConnectionOptions options) {
        return new ConfiguredCluster(server, secrets, options, null);
    }

    boolean isHub() {
        return secrets == null;
    }

    /** From now on this Secret counts. */
    synchronized void refersTo(SecretReference secret) {
        wanted = secret;
    }

    /** The connection; others who ask at the same time wait for the one reading of the Secret. */
    synchronized ClusterLookup connect() {
        var secret = wanted;
        if (closed) {
            return new Unavailable(Reason.UNKNOWN_CLUSTER, "the cluster " + server + " was removed");
        }
        if (secrets == null || secret == null || (connection != null && secret.equals(used))) {
            return connected(Optional.empty());
        }
        try {
            var read = secrets.find(secret.namespace(), secret.name());
            if (read.isEmpty()) {
                return withoutSecret(
                        Reason.SECRET_MISSING, "is not on the hub: create it again, or remove the cluster");
            }
            use(read.get(), secret);
            return connected(Optional.empty());
        } catch (IllegalArgumentException e) {
            return withoutSecret(Reason.SECRET_UNUSABLE, "is of no use: " + e.getMessage());
        } catch (KubernetesException e) {
            return withoutSecret(Reason.HUB_UNAVAILABLE, "can't be read: " + e.getMessage());
        }
    }

    synchronized void close() {
        closed = true;
        if (connection != null && !isHub()) {
            connection.close();
        }
    }

    private void use(KubernetesObject secret, SecretReference version) {
        var read = values(secret);
        if (connection == null || !read.equals(data)) {
            var replaced = connection;
            connection = ClusterConnection.fromArgoClusterSecret(server, decoded(read), options);
            data = read;
            if (replaced != null) {
                retire(replaced);
            }
        }
        used = version;
    }

    /** Requests that are under way are let end before the connection is closed. */
    private void retire(ClusterConnection replaced) {
        CompletableFuture.delayedExecutor(options.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .execute(replaced::close);
        LOG.atInfo().addKeyValue("cluster", server).log("The credentials of a cluster were replaced");
    }

    private ClusterLookup connected(Optional<String> problem) {
        if (connection == null) {
            throw new IllegalStateException("a cluster without a Secret that was never referred to: " + server);
        }
        return new Connected(connection, problem);
    }

    private ClusterLookup withoutSecret(Reason reason, String what) {
        var reference = wanted == null ? "" : wanted.namespace() + "/" + wanted.name() + " ";
        var message = "the Secret " + reference + "of the cluster " + server + " " + what;
        return connection == null ? new Unavailable(reason, message) : connected(Optional.of(message));
    }

    private static Map<String, String> values(KubernetesObject secret) {
        var values = new TreeMap<String, String>();
        secret.tree()
                .path("data")
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        return values;
    }

    private static Map<String, byte[]> decoded(Map<String, String> values) {
        var decoded = new TreeMap<String, byte[]>();
        values.forEach((key, value) -> decoded.put(key, Base64.getDecoder().decode(value.getBytes(UTF_8))));
        return decoded;
    }
}
