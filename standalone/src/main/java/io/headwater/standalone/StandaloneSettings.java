package io.headwater.standalone;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How everything in one JVM is to run.
 *
 * @param kubeconfig how to reach the hub
 * @param context the context of the kubeconfig; empty for its current one
 * @param port of the page, the API and the webhooks; 0 for any free one
 * @param data where the broker, the mirrors and the sealing key are kept
 * @param bootstrapServers a Kafka to use instead of the embedded broker
 * @param namespace the control-plane namespace on the hub
 * @param more configuration by dotted keys, stronger than what is derived here
 */
public record StandaloneSettings(
        Path kubeconfig,
        Optional<String> context,
        int port,
        Path data,
        Optional<String> bootstrapServers,
        String namespace,
        Map<String, String> more) {

    public StandaloneSettings {
        more = Map.copyOf(more);
    }
}
