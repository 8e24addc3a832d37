package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.headwater.kubernetes.client.KubernetesException.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates on both sides, with a server that says whom it takes its client for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {

    private final Path folder;
    private final TlsMaterial material;
    private final HttpsServer server;

    /** A server that refuses within the handshake; by TLS 1.3 the refusal comes after it. */
    private final HttpsServer strict;

    TlsTest(@TempDir Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        this.folder = folder;
        this.material = new TlsMaterial(folder);
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.strict = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeAll
    void start() throws GeneralSecurityException, IOException {
        start(server, "TLSv1.3", "TLSv1.2");
        start(strict, "TLSv1.2");
    }

    private void start(HttpsServer server, String... protocols) throws GeneralSecurityException, IOException {
        server.setHttpsConfigurator(new HttpsConfigurator(material.serverContext()) {
            @Override
            public void configure(HttpsParameters parameters) {
                var wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                wanted.setProtocols(protocols);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            try (exchange) {
                var peer = ((HttpsExchange) exchange)
                        .getSSLSession()
                        .getPeerPrincipal()
                        .getName();
                var body = peer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop(0);
        strict.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-ec", "client-rsa"})
    void showsAClientCertificateOfAClusterSecret(String client) throws GeneralSecurityException {
        try (var connection = bySecret("authority", client, "")) {
            assertThat(whoAmI(connection)).isEqualTo("CN=" + client);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-ec", "client-rsa"})
    void showsAClientCertificateOfFilesBesideAKubeconfig(String client) throws Exception {
        try (var connection = ClusterConnection.fromKubeconfig(kubeconfig(server, client, client), null)) {
            assertThat(whoAmI(connection)).isEqualTo("CN=" + client);
        }
    }

    @Test
    void showsTheCertificateOfACredentialPlugin() throws Exception {
        var credential = Json.object();
        credential.put("apiVersion", "client.authentication.k8s.io/v1").put("kind", "ExecCredential");
        credential
                .putObject("status")
                .put("clientCertificateData", material.certificate("client-rsa"))
                .put("clientKeyData", material.key("client-rsa"));
        Files.write(folder.resolve("credential.json"), Json.bytes(credential));
        var config = Json.object();
        config.putObject("tlsClientConfig").put("caData", base64(material.certificate("authority")));
        var exec = config.putObject("execProviderConfig");
        exec.put("command", "cat").put("apiVersion", "client.authentication.k8s.io/v1");
        exec.putArray("args").add(folder.resolve("credential.json").toString());
        try (var connection =
                ClusterConnection.fromArgoClusterSecret(url(server), Map.of("config", Json.bytes(config)))) {
            assertThat(whoAmI(connection)).isEqualTo("CN=client-rsa");
        }
    }

    @Test
    void trustsNobodyButTheGivenAuthority() throws GeneralSecurityException {
        try (var connection = bySecret("stranger", "client-ec", "")) {
            var refused = catchThrowableOfType(KubernetesException.class, () -> whoAmI(connection));

            assertThat(refused.code()).isEqualTo(Code.TLS);
            assertThat(refused).hasMessageContaining("check the certificate authority");
        }
    }

    @Test
    void asksForTheNameThatTheServerGoesBy() throws GeneralSecurityException {
        try (var right = bySecret("authority", "client-ec", "api.spoke");
                var wrong = bySecret("authority", "client-ec", "api.hub")) {
            assertThat(whoAmI(right)).isEqualTo("CN=client-ec");
            assertThat(catchThrowableOfType(KubernetesException.class, () -> whoAmI(wrong))
                            .code())
                    .isEqualTo(Code.TLS);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesCertificatesThatWereRotatedOnDisk(boolean withinTheHandshake) throws Exception {
        var clock = new PassingClock();
        var standard = ConnectionOptions.standard();
        var options = new ConnectionOptions(
                standard.userAgent(),
                standard.requestTimeout(),
                standard.heartbeat(),
                standard.patience(),
                standard.watchTimeout(),
                standard.silence(),
                clock,
                standard.random());
        var refusing = withinTheHandshake ? strict : server;
        var kubeconfig = kubeconfig(refusing, "rotated", "stranger");
        try (var connection = ClusterConnection.fromKubeconfig(kubeconfig, null, options)) {
            assertThat(catchThrowableOfType(KubernetesException.class, () -> whoAmI(connection))
                            .type())
                    .isNotEqualTo(KubernetesException.Type.HALT);
            kubeconfig(refusing, "rotated", "client-ec");
            clock.pass(Duration.ofMinutes(1));

            assertThat(whoAmI(connection)).isEqualTo("CN=client-ec");
        }
    }

    private static String whoAmI(ClusterConnection connection) {
        return new String(connection.read("/", "text/plain"), StandardCharsets.UTF_8);
    }

    private ClusterConnection bySecret(String authority, String client, String serverName)
            throws GeneralSecurityException {
        var config = Json.object();
        config.putObject("tlsClientConfig")
                .put("caData", base64(material.certificate(authority)))
                .put("certData", base64(material.certificate(client)))
                .put("keyData", base64(material.key(client)))
                .put("serverName", serverName);
        return ClusterConnection.fromArgoClusterSecret(url(server), Map.of("config", Json.bytes(config)));
    }

    private Path kubeconfig(HttpsServer server, String name, String client)
            throws GeneralSecurityException, IOException {
        material.write(folder.resolve("ca.crt"), material.certificate("authority"));
        material.write(folder.resolve(name + ".crt"), material.certificate(client));
        material.write(folder.resolve(name + ".key"), material.key(client));
        return Files.writeString(folder.resolve(name + ".kubeconfig"), """
                current-context: c
                clusters: [{name: c, cluster: {server: "%s", certificate-authority: ca.crt}}]
                users: [{name: u, user: {client-certificate: %s.crt, client-key: %s.key}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                """.formatted(url(server), name, name));
    }

    private static String url(HttpsServer server) {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
