package io.headwater.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.repositories.RepositoriesException.Code;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.Kubeconfig;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import org.junit.jupiter.api.Test;

/** The hub's settings on a real API server. */
@WithControlPlane
class HubSettingsIT {

    private static final String SECRETS_ALONE = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: secrets, namespace: %1$s}
            rules: [{apiGroups: [""], resources: [secrets], verbs: [get]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: secrets, namespace: %1$s}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: secrets}
            subjects: [{kind: ServiceAccount, name: reader, namespace: %1$s}]
            """;

    private final ControlPlane plane;
    private final String namespace;

    HubSettingsIT(ControlPlane plane, @FreshNamespace String namespace) {
        this.plane = plane;
        this.namespace = namespace;
    }

    @Test
    void readsASecretDecoded() {
        plane.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: shop, namespace: %s}
                stringData: {username: robot, password: "pässword"}
                """.formatted(namespace));

        try (var hub = connect(plane.kubeconfig())) {
            assertThat(new HubSettings(hub, namespace).secret(secret("shop")))
                    .containsEntry("username", "robot")
                    .containsEntry("password", "pässword");
        }
    }

    @Test
    void readsWhomToTrust() {
        plane.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: argocd-ssh-known-hosts-cm, namespace: %1$s}
                data: {ssh_known_hosts: "git.example ssh-ed25519 AAAA"}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: argocd-tls-certs-cm, namespace: %1$s}
                data: {git.example: "-----BEGIN CERTIFICATE-----"}
                """.formatted(namespace));

        try (var hub = connect(plane.kubeconfig())) {
            var settings = new HubSettings(hub, namespace);
            assertThat(settings.knownHosts()).isEqualTo("git.example ssh-ed25519 AAAA");
            assertThat(settings.certificatesFor("git.example")).startsWith("-----BEGIN");
            assertThat(settings.certificatesFor("other.example")).isEmpty();
        }
    }

    @Test
    void readsWhatArgoCdIsSetTo() {
        plane.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: argocd-cm, namespace: %1$s}
                data: {timeout.reconciliation: 300s}
                """.formatted(namespace));

        try (var hub = connect(plane.kubeconfig())) {
            var settings = new HubSettings(hub, namespace);
            assertThat(settings.setting("timeout.reconciliation")).contains("300s");
            assertThat(settings.setting("timeout.reconciliation.jitter")).isEmpty();
        }
    }

    @Test
    void trustsNobodyWhereNothingIsKept() {
        try (var hub = connect(plane.kubeconfig())) {
            assertThat(new HubSettings(hub, namespace).knownHosts()).isEmpty();
        }
    }

    @Test
    void saysThatASecretIsMissing() {
        try (var hub = connect(plane.kubeconfig())) {
            assertThatThrownBy(() -> new HubSettings(hub, namespace).secret(secret("nothing")))
                    .isInstanceOfSatisfying(RepositoriesException.class, e -> {
                        assertThat(e.code()).isEqualTo(Code.SECRET_MISSING);
                        assertThat(e).hasMessageContaining(namespace + "/nothing");
                    });
        }
    }

    @Test
    void saysWhatIsForbiddenAndDoesWithoutWhatIsNotNeeded() {
        var nobody = plane.serviceAccountKubeconfig(namespace, "nobody");
        var reader = plane.serviceAccountKubeconfig(namespace, "reader", SECRETS_ALONE.formatted(namespace));

        try (var hub = connect(nobody)) {
            assertThatThrownBy(() -> new HubSettings(hub, namespace).secret(secret("shop")))
                    .isInstanceOfSatisfying(RepositoriesException.class, e -> assertThat(e.code())
                            .isEqualTo(Code.SECRET_FORBIDDEN));
        }
        try (var hub = connect(reader)) {
            assertThat(new HubSettings(hub, namespace).knownHosts()).isEmpty();
        }
    }

    private SecretReference secret(String name) {
        return new SecretReference(namespace, name, "1");
    }

    private static ClusterConnection connect(Kubeconfig kubeconfig) {
        return ClusterConnection.fromKubeconfig(kubeconfig.file(), null);
    }
}
