package io.headwater.kubernetes.sync;

import java.util.List;

/** The order of kinds within a wave, as Argo CD has it from Helm: what others need comes first. */
public final class KindOrder {

    private static final List<String> KINDS = List.of(
            "Namespace",
            "NetworkPolicy",
            "ResourceQuota",
            "LimitRange",
            "PodSecurityPolicy",
            "PodDisruptionBudget",
            "ServiceAccount",
            "Secret",
            "SecretList",
            "ConfigMap",
            "StorageClass",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "CustomResourceDefinition",
            "ClusterRole",
            "ClusterRoleList",
            "ClusterRoleBinding",
            "ClusterRoleBindingList",
            "Role",
            "RoleList",
            "RoleBinding",
            "RoleBindingList",
            "Service",
            "DaemonSet",
            "Pod",
            "ReplicationController",
            "ReplicaSet",
            "Deployment",
            "HorizontalPodAutoscaler",
            "StatefulSet",
            "Job",
            "CronJob",
            "IngressClass",
            "Ingress",
            "APIService");

    private KindOrder() {}

    /** The place of a kind, whatever its group; every kind that is not listed has the last one, 0. */
    public static int of(String kind) {
        var index = KINDS.indexOf(kind);
        return index < 0 ? 0 : index - KINDS.size();
    }
}
