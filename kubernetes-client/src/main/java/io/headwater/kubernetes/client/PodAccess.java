package io.headwater.kubernetes.client;

import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Kubernetes gives to every pod: the API server's address in its environment, a token and a certificate authority in files.
 *
 * @param files the folder that the ServiceAccount is mounted at
 */
record PodAccess(Map<String, String> environment, Path files) {

    static PodAccess ofProcess() {
        return new PodAccess(System.getenv(), Path.of("/var/run/secrets/kubernetes.io/serviceaccount"));
    }

    /** @throws IllegalStateException outside a pod */
    ConnectionSettings settings() {
        var host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        var port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "");
        var token = files.resolve("token");
        if (host.isEmpty() || port.isEmpty() || !Files.exists(token)) {
            throw new IllegalStateException("this is no pod of a cluster: KUBERNETES_SERVICE_HOST and "
                    + "KUBERNETES_SERVICE_PORT are not set, or there is no " + token);
        }
        var certificates = Config.empty();
        certificates.setCaCertFile(files.resolve("ca.crt").toString());
        return new ConnectionSettings(
                URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port),
                new TlsSettings(certificates, ""),
                Optional.of(token),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of());
    }
}
