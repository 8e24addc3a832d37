package io.headwater.applier.core;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.sync.SyncWave;
import io.headwater.kubernetes.tracking.Tracking;

/** Objects as the renderer would hand them over: stamped with the application's tracking id. */
final class Manifests {

    static final ApplicationKey SHOP = new ApplicationKey("argocd", "shop");
    static final Tracking TRACKING = new Tracking("argocd", "");
    static final String NAMESPACE = "shop";

    private Manifests() {}

    static KubernetesObject configMap(String name, int wave) {
        return stamped(object("v1", "ConfigMap", name, wave));
    }

    static KubernetesObject configMap(String name, int wave, String value) {
        var tree = object("v1", "ConfigMap", name, wave);
        tree.putObject("data").put("value", value);
        return stamped(tree);
    }

    static String value(KubernetesObject configMap) {
        return configMap.tree().path("data").path("value").asText();
    }

    static KubernetesObject deployment(String name, int wave) {
        var tree = object("apps/v1", "Deployment", name, wave);
        tree.putObject("spec")
                .putObject("template")
                .putObject("spec")
                .putArray("containers")
                .addObject()
                .put("name", "main")
                .put("image", name + ":1");
        return stamped(tree);
    }

    static KubernetesObject namespace(String name) {
        return stamped(object("v1", "Namespace", name, 0));
    }

    static KubernetesObject definition(String group, String kind) {
        var plural = kind.toLowerCase(java.util.Locale.ROOT) + "s";
        var tree = object("apiextensions.k8s.io/v1", "CustomResourceDefinition", plural + "." + group, 0);
        var spec = tree.putObject("spec").put("group", group).put("scope", "Namespaced");
        spec.putObject("names").put("kind", kind).put("plural", plural);
        return new KubernetesObject(tree);
    }

    static KubernetesObject custom(String group, String kind, String name) {
        return stamped(object(group + "/v1", kind, name, 0));
    }

    static KubernetesObject annotated(KubernetesObject object, String annotation, String value) {
        var tree = object.copyTree();
        tree.withObject("metadata").withObject("annotations").put(annotation, value);
        return object.withTree(tree);
    }

    static KubernetesObject in(String namespace, KubernetesObject object) {
        var tree = object.copyTree();
        tree.withObject("metadata").put("namespace", namespace);
        return object.withTree(tree);
    }

    private static KubernetesObject stamped(ObjectNode tree) {
        return TRACKING.stamp(SHOP, new KubernetesObject(tree), NAMESPACE);
    }

    private static ObjectNode object(String apiVersion, String kind, String name, int wave) {
        var tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", apiVersion).put("kind", kind);
        var metadata = tree.putObject("metadata").put("name", name);
        if (wave != 0) {
            metadata.putObject("annotations").put(SyncWave.ANNOTATION, String.valueOf(wave));
        }
        return tree;
    }
}
