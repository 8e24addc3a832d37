package io.headwater.kubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How Argo CD writes down a cluster: a Secret with a JSON {@code config}.
 *
 * <p>{@code execProviderConfig} runs the program that it names; {@code awsAuthConfig} runs {@code aws eks get-token}, where Argo CD runs its own
 * helper for the same.
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters">the document of its fields</a>
 */
final class ArgoClusterSecret {

    private static final String EXEC_VERSION = "client.authentication.k8s.io/v1beta1";

    private final String server;
    private final ObjectNode config;

    /**
     * @param data its data, decoded from base64
     * @throws IllegalArgumentException if {@code config} is no JSON object
     */
    ArgoClusterSecret(String server, Map<String, byte[]> data) {
        this.server = server;
        var bytes = data.get("config");
        var tree = bytes == null || bytes.length == 0 ? Json.object() : Json.objectOrNull(bytes);
        if (tree == null) {
            throw problem("its config is no JSON object");
        }
        this.config = tree;
    }

    ConnectionSettings settings() {
        var address = ServerAddress.of(server);
        var tls = config.path("tlsClientConfig");
        return new ConnectionSettings(
                address,
                new TlsSettings(certificates(tls), text(tls, "serverName")),
                Optional.empty(),
                plugin(),
                ServerAddress.proxy(text(config, "proxyUrl"), address),
                !config.path("disableCompression").asBoolean(false) && !ServerAddress.isLoopback(address),
                List.of());
    }

    private Config certificates(JsonNode tls) {
        var certificates = Config.empty();
        var insecure = tls.path("insecure").asBoolean(false);
        if (insecure && !text(tls, "caData").isEmpty()) {
            throw problem("tlsClientConfig has both insecure and caData: choose one");
        }
        certificates.setTrustCerts(insecure);
        certificates.setCaCertData(emptyToNull(text(tls, "caData")));
        certificates.setClientCertData(emptyToNull(text(tls, "certData")));
        certificates.setClientKeyData(emptyToNull(text(tls, "keyData")));
        certificates.setOauthToken(emptyToNull(text(config, "bearerToken")));
        certificates.setUsername(emptyToNull(text(config, "username")));
        certificates.setPassword(emptyToNull(text(config, "password")));
        return certificates;
    }

    private Optional<ExecPlugin> plugin() {
        var exec = config.path("execProviderConfig");
        if (exec.isObject()) {
            return Optional.of(new ExecPlugin(
                    required(exec, "execProviderConfig", "command"),
                    texts(exec.path("args")),
                    environment(exec.path("env")),
                    required(exec, "execProviderConfig", "apiVersion"),
                    text(exec, "installHint"),
                    null));
        }
        var aws = config.path("awsAuthConfig");
        return aws.isObject() ? Optional.of(aws(aws)) : Optional.empty();
    }

    private ExecPlugin aws(JsonNode aws) {
        var arguments = new ArrayList<>(List.of(
                "eks",
                "get-token",
                "--output",
                "json",
                "--cluster-name",
                required(aws, "awsAuthConfig", "clusterName")));
        if (!text(aws, "roleARN").isEmpty()) {
            arguments.addAll(List.of("--role-arn", text(aws, "roleARN")));
        }
        if (!text(aws, "profile").isEmpty()) {
            arguments.addAll(List.of("--profile", text(aws, "profile")));
        }
        return new ExecPlugin(
                "aws",
                arguments,
                Map.of(),
                EXEC_VERSION,
                "awsAuthConfig needs the AWS CLI version 2 on the PATH",
                null);
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static Map<String, String> environment(JsonNode object) {
        var environment = new HashMap<String, String>();
        object.properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().asText()));
        return environment;
    }

    private String required(JsonNode node, String where, String field) {
        var text = text(node, field);
        if (text.isEmpty()) {
            throw problem(where + " lacks " + field);
        }
        return text;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    @SuppressWarnings("NullAway") // fabric8 takes null for what is not set, and is not annotated.
    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private IllegalArgumentException problem(String what) {
        return new IllegalArgumentException("the Secret of the cluster " + server + " cannot be used: " + what);
    }
}
