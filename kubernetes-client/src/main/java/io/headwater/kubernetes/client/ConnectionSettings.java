package io.headwater.kubernetes.client;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A cluster's address, certificates and credentials as they are written in a kubeconfig, a cluster Secret or a pod, before any of them is used.
 *
 * @param certificates fabric8's configuration, for certificate authority, client certificate, user and token alone
 * @param serverName the name that the server's certificate must have, if not that of the URL; empty for that of the URL
 * @param tokenFile read again every minute, as kubelets rotate it
 * @param plugin what to run for credentials
 * @param compressed whether lists travel compressed: not worth its time where the server is near
 * @param headers of impersonation
 */
record ConnectionSettings(
        URI server,
        Config certificates,
        String serverName,
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
        credential.ifPresent(found -> {
            if (!found.clientCertificate().isEmpty()) {
                certificates.setClientCertData(base64(found.clientCertificate()));
                certificates.setClientKeyData(base64(found.clientKey()));
                certificates.setClientKeyAlgo(found.clientKey().contains("BEGIN EC") ? "EC" : "RSA");
            }
        });
        var token = credential.map(ExecPlugin.Credential::token).filter(found -> !found.isEmpty());
        Optional<Instant> expires = credential.flatMap(ExecPlugin.Credential::expires);
        return new ClusterAccess(
                tls(), fingerprint(), authorization(token, clock), expires, proxyAddress(), compressed, headers);
    }

    private SSLContext tls() {
        try {
            var context = SSLUtils.sslContext(certificates);
            return serverName.isEmpty() ? context : NamedServer.context(context, serverName);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw unreadable(e);
        }
    }

    /** A digest of all that TLS is made of, reading files as they are now. */
    private String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            add(digest, certificates.getCaCertData(), certificates.getCaCertFile());
            add(digest, certificates.getClientCertData(), certificates.getClientCertFile());
            add(digest, certificates.getClientKeyData(), certificates.getClientKeyFile());
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable(e);
        }
    }

    private static void add(MessageDigest digest, @Nullable String data, @Nullable String file) throws IOException {
        if (data != null) {
            digest.update(data.getBytes(StandardCharsets.UTF_8));
        } else if (file != null) {
            digest.update(Files.readAllBytes(Path.of(file)));
        }
        digest.update((byte) 0);
    }

    private KubernetesException unreadable(Exception e) {
        return new KubernetesException(
                KubernetesException.Code.TLS,
                server.toString(),
                "the certificate authority, client certificate or client key cannot be read: check them in the cluster's configuration",
                e);
    }

    private Supplier<Optional<String>> authorization(Optional<String> pluginToken, Clock clock) {
        if (tokenFile.isPresent()) {
            var file = new TokenFile(tokenFile.get(), server.toString(), clock);
            return () -> Optional.of("Bearer " + file.token());
        }
        Optional<String> header = pluginToken
                .or(() -> text(certificates.getOauthToken()))
                .map(token -> "Bearer " + token)
                .or(() -> text(certificates.getUsername()).map(user -> "Basic " + base64(user + ":" + password())));
        return () -> header;
    }

    private String password() {
        return text(certificates.getPassword()).orElse("");
    }

    private Optional<InetSocketAddress> proxyAddress() {
        return proxy.map(found -> InetSocketAddress.createUnresolved(found.getHost(), found.getPort()));
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
