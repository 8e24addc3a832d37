package io.headwater.kubernetes.client;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a kubeconfig file.
 *
 * <p>Not by fabric8's own merge: that falls back to the current context when the wanted one is missing, which would change the wrong cluster, and
 * runs credential plugins through a shell, ignoring when their tokens expire.
 */
final class Kubeconfig {

    private final Path file;

    Kubeconfig(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * The settings of one context.
     *
     * @param context null for the file's current one
     * @throws IllegalArgumentException if the file cannot be read, or lacks what the context refers to; says which
     */
    ConnectionSettings settings(@Nullable String context) {
        var config = parsed();
        var name = context != null ? context : config.getCurrentContext();
        if (name == null || name.isEmpty()) {
            throw problem("has no current-context: name one");
        }
        var chosen = contextNamed(config, name);
        var cluster = clusterNamed(config, requireNonNullElse(chosen.getCluster(), ""));
        var user = userNamed(config, requireNonNullElse(chosen.getUser(), ""));
        if (user.getAuthProvider() != null) {
            throw problem("uses the auth-provider '" + user.getAuthProvider().getName()
                    + "' which is not supported: use a credential plugin (exec) such as kubelogin");
        }
        var server = ServerAddress.of(requireNonNullElse(cluster.getServer(), ""));
        return new ConnectionSettings(
                server,
                new TlsSettings(certificates(cluster, user), requireNonNullElse(cluster.getTlsServerName(), "")),
                Optional.ofNullable(user.getTokenFile())
                        .filter(path -> !path.isEmpty())
                        .map(this::resolved),
                Optional.ofNullable(user.getExec()).map(this::plugin),
                ServerAddress.proxy(requireNonNullElse(cluster.getProxyUrl(), ""), server),
                !Boolean.TRUE.equals(cluster.getDisableCompression()) && !ServerAddress.isLoopback(server),
                impersonation(user));
    }

    private Config parsed() {
        try {
            return KubeConfigUtils.parseConfig(file.toFile());
        } catch (KubernetesClientException e) {
            throw new IllegalArgumentException(
                    "the kubeconfig " + file + " cannot be read: does it exist, is it YAML?", e);
        }
    }

    private io.fabric8.kubernetes.client.Config certificates(Cluster cluster, AuthInfo user) {
        var config = io.fabric8.kubernetes.client.Config.empty();
        config.setTrustCerts(Boolean.TRUE.equals(cluster.getInsecureSkipTlsVerify()));
        config.setCaCertData(cluster.getCertificateAuthorityData());
        config.setCaCertFile(resolvedOrNull(cluster.getCertificateAuthority()));
        config.setClientCertData(user.getClientCertificateData());
        config.setClientCertFile(resolvedOrNull(user.getClientCertificate()));
        config.setClientKeyData(user.getClientKeyData());
        config.setClientKeyFile(resolvedOrNull(user.getClientKey()));
        config.setOauthToken(user.getToken());
        config.setUsername(user.getUsername());
        config.setPassword(user.getPassword());
        return config;
    }

    private ExecPlugin plugin(io.fabric8.kubernetes.api.model.ExecConfig exec) {
        var environment = new HashMap<String, String>();
        requireNonNullElse(exec.getEnv(), List.<io.fabric8.kubernetes.api.model.ExecEnvVar>of())
                .forEach(variable -> environment.put(variable.getName(), variable.getValue()));
        return new ExecPlugin(
                requireNonNullElse(exec.getCommand(), ""),
                requireNonNullElse(exec.getArgs(), List.of()),
                environment,
                requireNonNullElse(exec.getApiVersion(), ""),
                requireNonNullElse(exec.getInstallHint(), ""),
                file.getParent());
    }

    private static List<Map.Entry<String, String>> impersonation(AuthInfo user) {
        var headers = new ArrayList<Map.Entry<String, String>>();
        if (user.getAs() != null && !user.getAs().isEmpty()) {
            headers.add(Map.entry("Impersonate-User", user.getAs()));
        }
        requireNonNullElse(user.getAsGroups(), List.<String>of())
                .forEach(group -> headers.add(Map.entry("Impersonate-Group", group)));
        if (user.getAsUid() != null && !user.getAsUid().isEmpty()) {
            headers.add(Map.entry("Impersonate-Uid", user.getAsUid()));
        }
        requireNonNullElse(user.getAsUserExtra(), Map.<String, List<String>>of())
                .forEach((key, values) ->
                        values.forEach(value -> headers.add(Map.entry("Impersonate-Extra-" + key, value))));
        return headers;
    }

    private Context contextNamed(Config config, String name) {
        return config.getContexts().stream()
                .filter(found -> name.equals(found.getName()) && found.getContext() != null)
                .map(io.fabric8.kubernetes.api.model.NamedContext::getContext)
                .findFirst()
                .orElseThrow(() -> problem("has no context '" + name + "'"));
    }

    private Cluster clusterNamed(Config config, String name) {
        return config.getClusters().stream()
                .filter(found -> name.equals(found.getName()) && found.getCluster() != null)
                .map(io.fabric8.kubernetes.api.model.NamedCluster::getCluster)
                .findFirst()
                .orElseThrow(() -> problem("has no cluster '" + name + "'"));
    }

    private AuthInfo userNamed(Config config, String name) {
        if (name.isEmpty()) {
            return new AuthInfo();
        }
        return config.getUsers().stream()
                .filter(found -> name.equals(found.getName()) && found.getUser() != null)
                .map(io.fabric8.kubernetes.api.model.NamedAuthInfo::getUser)
                .findFirst()
                .orElseThrow(() -> problem("has no user '" + name + "'"));
    }

    private @Nullable String resolvedOrNull(@Nullable String path) {
        return path == null || path.isEmpty() ? null : resolved(path).toString();
    }

    private Path resolved(String path) {
        return file.resolveSibling(path);
    }

    private IllegalArgumentException problem(String what) {
        return new IllegalArgumentException("the kubeconfig " + file + " " + what);
    }
}
