package io.headwater.catalog.core;

import io.headwater.kubernetes.KubernetesObject;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the installation says about all applications.
 *
 * @param values of the ConfigMap, by key
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cm-yaml/">Argo CD: argocd-cm.yaml</a>
 */
public record SettingsFact(Map<String, String> values) {

    /** The ConfigMap that has Argo CD's settings. */
    public static final String CONFIG_MAP = "argocd-cm";

    /** What is said where there is no such ConfigMap. */
    static final SettingsFact NONE = new SettingsFact(Map.of());

    /** The other keys may lead to credentials, and nobody who reads the topic needs them. */
    private static final String PREFIX = "resource.";

    public SettingsFact {
        values = Map.copyOf(values);
    }

    /** Reads the ConfigMap: its keys about resources. */
    static SettingsFact of(KubernetesObject configMap) {
        var values = new TreeMap<String, String>();
        configMap.tree().path("data").properties().stream()
                .filter(entry -> entry.getKey().startsWith(PREFIX))
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        return new SettingsFact(values);
    }
}
