package io.headwater.repositories;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.repositories.RepositoriesException.Code;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's Secrets for repositories, and the ConfigMaps {@code argocd-cm}, {@code argocd-ssh-known-hosts-cm} and {@code argocd-tls-certs-cm}, read when
 * they are asked for.
 */
public final class HubSettings implements RepositorySettings {

    private static final Logger LOG = LoggerFactory.getLogger(HubSettings.class);
    private static final ResourceType SECRETS = new ResourceType("", "v1", "secrets", "Secret", true);
    private static final ResourceType CONFIG_MAPS = new ResourceType("", "v1", "configmaps", "ConfigMap", true);

    private final ClusterConnection hub;
    private final String namespace;

    /**
     * @param hub stays the caller's to close
     * @param namespace the control-plane namespace
     */
    public HubSettings(ClusterConnection hub, String namespace) {
        this.hub = hub;
        this.namespace = namespace;
    }

    @Override
    public Map<String, String> secret(SecretReference secret) {
        try {
            var found = hub.find(SECRETS.object(secret.namespace(), secret.name()));
            return decoded(found.orElseThrow(() -> new RepositoriesException(
                    Code.SECRET_MISSING,
                    "The repository's Secret " + secret
                            + " is not on the hub. Create it again, or correct the repository.",
                    null)));
        } catch (KubernetesException e) {
            throw unreadable("The repository's Secret " + secret, e);
        }
    }

    @Override
    public Optional<String> setting(String key) {
        return Optional.ofNullable(configMap("argocd-cm").get(key));
    }

    @Override
    public String knownHosts() {
        return configMap("argocd-ssh-known-hosts-cm").getOrDefault("ssh_known_hosts", "");
    }

    @Override
    public String certificatesFor(String host) {
        return configMap("argocd-tls-certs-cm").getOrDefault(host, "");
    }

    /** Without the permission to read them nothing is trusted but what the platform trusts. */
    private Map<String, String> configMap(String name) {
        try {
            return hub.find(CONFIG_MAPS.object(namespace, name))
                    .map(HubSettings::texts)
                    .orElse(Map.of());
        } catch (KubernetesException e) {
            if (e.is(KubernetesException.Code.FORBIDDEN)) {
                LOG.atWarn().addKeyValue("configMap", name).log("A ConfigMap about repositories may not be read");
                return Map.of();
            }
            throw unreadable("The ConfigMap " + namespace + "/" + name, e);
        }
    }

    private static RepositoriesException unreadable(String what, KubernetesException e) {
        return e.is(KubernetesException.Code.FORBIDDEN)
                ? new RepositoriesException(
                        Code.SECRET_FORBIDDEN, what + " may not be read. Grant `get` on it to this service.", e)
                : new RepositoriesException(
                        Code.HUB_UNREACHABLE,
                        what + " can't be read: the hub answers " + e.code() + ". It is tried again.",
                        e);
    }

    private static Map<String, String> decoded(KubernetesObject secret) {
        var values = new HashMap<String, String>();
        secret.tree().path("data").properties().forEach(entry -> {
            var value = entry.getValue().asText("");
            values.put(entry.getKey(), new String(Base64.getMimeDecoder().decode(value), UTF_8));
        });
        return values;
    }

    private static Map<String, String> texts(KubernetesObject configMap) {
        var values = new HashMap<String, String>();
        configMap
                .tree()
                .path("data")
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText("")));
        return values;
    }
}
