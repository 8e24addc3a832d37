package io.headwater.clusterwatcher;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.Kubeconfig;

/** Whoever works on the cluster past Headwater, in one namespace, and hands out accounts of least privilege. */
record ClusterUser(ControlPlane plane, String namespace) {

    /** Creates or changes a ConfigMap; returns its new version. */
    String writes(KubernetesObject configMap) {
        return plane.api()
                .apply(path(configMap.name()), configMap.tree().toString())
                .at("/metadata/resourceVersion")
                .asText();
    }

    /** Sets an annotation of a ConfigMap, as a controller does; returns its new version. */
    String annotates(String configMap, String name, String value) {
        return plane.api()
                .merge(path(configMap), "{\"metadata\": {\"annotations\": {\"%s\": \"%s\"}}}".formatted(name, value))
                .at("/metadata/resourceVersion")
                .asText();
    }

    void deletes(String configMap) {
        plane.api().delete(path(configMap));
    }

    /** An account that may list and watch everything, and nothing else. */
    Kubeconfig watcher(String name) {
        return account(name, "{apiGroups: ['*'], resources: ['*'], verbs: [list, watch]}");
    }

    /** An account with one rule for the whole cluster; granted again, the rule is another. */
    Kubeconfig account(String name, String rule) {
        return plane.serviceAccountKubeconfig(namespace, name, """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: "%1$s-%2$s"}
                rules: [%3$s]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: "%1$s-%2$s"}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "%1$s-%2$s"}
                subjects: [{kind: ServiceAccount, name: %2$s, namespace: %1$s}]
                """.formatted(namespace, name, rule));
    }

    /** Lets an account of this namespace do something in one namespace, which may be another. */
    void grants(String account, String where, String rule) {
        plane.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: %2$s, namespace: %4$s}
                rules: [%3$s]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: %2$s, namespace: %4$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %2$s}
                subjects: [{kind: ServiceAccount, name: %2$s, namespace: %1$s}]
                """.formatted(namespace, account, rule, where));
    }

    /** The definition of a namespaced kind {@code Gadget}. */
    static String definition(GroupKind gadget) {
        return """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: gadgets.%1$s}
                spec:
                  group: %1$s
                  scope: Namespaced
                  names: {kind: Gadget, plural: gadgets, singular: gadget}
                  versions:
                  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
                """.formatted(gadget.group());
    }

    private String path(String configMap) {
        return "/api/v1/namespaces/" + namespace + "/configmaps/" + configMap;
    }
}
