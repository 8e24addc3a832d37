package io.headwater.runtime;

import io.headwater.runtime.config.Configuration;
import io.headwater.schemas.Topic;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What every service is configured with.
 *
 * @param bootstrapServers where Kafka is: {@code host:port}, comma-separated
 * @param kafkaProperties handed on to every Kafka client, for TLS and SASL
 * @param topicPrefix the prefix of all topics
 * @param applicationPartitions the partitions of each topic that is spread by application; fixed when the topics are created
 * @param replicationFactor the replicas of each topic, and of what Streams keeps
 * @param instance the name of this process, the same after a restart: it makes the group give it its partitions back at once
 * @param streamThreads the threads that Streams uses
 * @param namespace the hub's control-plane namespace, where Applications, projects and Secrets are
 * @param kubeconfig how to reach the hub; empty inside a cluster
 * @param context the context of the kubeconfig; empty for its current one
 * @param sealingKey the file with the key that seals secret values
 * @param dataDirectory what may be kept on disk across restarts: mirrors, state stores
 */
public record RuntimeConfig(
        String bootstrapServers,
        Map<String, String> kafkaProperties,
        String topicPrefix,
        int applicationPartitions,
        short replicationFactor,
        String instance,
        int streamThreads,
        String namespace,
        Optional<Path> kubeconfig,
        Optional<String> context,
        Path sealingKey,
        Path dataDirectory) {

    private static final int MOST_PARTITIONS = 1000;

    public RuntimeConfig {
        kafkaProperties = Map.copyOf(kafkaProperties);
    }

    /** Reads what is common to all services; problems are left for {@link Configuration#check()}. */
    public static RuntimeConfig from(Configuration configuration) {
        return new RuntimeConfig(
                configuration.requiredText("kafka.bootstrap.servers"),
                configuration.startingWith("kafka.client."),
                configuration.text("topics.prefix", Topic.DEFAULT_PREFIX),
                configuration.integer("topics.partitions", 12, 1, MOST_PARTITIONS),
                (short) configuration.integer("topics.replication", 1, 1, 9),
                configuration.text("instance", hostName()),
                configuration.integer("streams.threads", 1, 1, 64),
                configuration.text("namespace", "argocd"),
                configuration.path("kubeconfig"),
                configuration.text("kubeconfig.context"),
                Path.of(configuration.requiredText("sealing.key.file")),
                Path.of(configuration.text("data.directory", System.getProperty("java.io.tmpdir") + "/headwater")));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
