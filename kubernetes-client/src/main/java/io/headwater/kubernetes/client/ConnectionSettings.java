package io.headwater.kubernetes.client;

import io.headwater.kubernetes.client.KubernetesException.Code;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cluster's address, certificates and credentials as they are written in a kubeconfig, a cluster Secret or a pod, before any of them is used.
 *
 * @param tls besides certificates, its configuration holds user, password and token
 * @param tokenFile read again every minute, as kubelets rotate it
 * @param plugin what to run for credentials
 * @param compressed whether lists travel compressed: not worth its time where the server is near
 * @param headers of impersonation
 */
record ConnectionSettings(
        URI server,
        TlsSettings tls,
        Optional<Path> tokenFile,
        Optional<ExecPlugin> plugin,
        Optional<URI> proxy,
        boolean compressed,
        List<Map.Entry<String, String>> headers) {

    ConnectionSettings {
        headers = List.copyOf(headers);
    }

    /** Makes them usable; runs the plugin if there is one. */
    ClusterAccess open(Clock clock) {
        var credential = plugin.map(found -> found.credential(server));
        credential.filter(found -> !found.clientCertificate().isEmpty()).ifPresent(found -> {
            tls.certificates().setClientCertData(base64(found.clientCertificate()));
            tls.certificates().setClientKeyData(base64(found.clientKey()));
        });
        try {
            return new ClusterAccess(
                    tls.context(),
                    tls.fingerprint(),
                    authorization(credential.map(ExecPlugin.Credential::token), clock),
                    credential.flatMap(ExecPlugin.Credential::expires),
                    proxy.map(found -> InetSocketAddress.createUnresolved(found.getHost(), found.getPort())),
                    compressed,
                    headers);
        } catch (KubernetesException e) {
            throw e;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new KubernetesException(
                    Code.TLS,
                    server.toString(),
                    "the certificate authority, client certificate or client key cannot be read: check them in the cluster's configuration",
                    e);
        }
    }

    private Supplier<Optional<String>> authorization(Optional<String> pluginToken, Clock clock) {
        if (tokenFile.isPresent()) {
            var file = new TokenFile(tokenFile.get(), server.toString(), clock);
            return () -> Optional.of("Bearer " + file.token());
        }
        var written = tls.certificates();
        Optional<String> header = pluginToken
                .filter(token -> !token.isEmpty())
                .or(() -> text(written.getOauthToken()))
                .map(token -> "Bearer " + token)
                .or(() -> text(written.getUsername())
                        .map(user -> "Basic "
                                + base64(
                                        user + ":" + text(written.getPassword()).orElse(""))));
        return () -> header;
    }

    private static Optional<String> text(@Nullable String value) {
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The server alone. */
    @Override
    public String toString() {
        return "ConnectionSettings[server=" + server + "]";
    }
}
