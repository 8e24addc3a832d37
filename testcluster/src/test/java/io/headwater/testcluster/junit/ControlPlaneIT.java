package io.headwater.testcluster.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.testcluster.ApiClient;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.TestClusterException;
import org.junit.jupiter.api.Test;

@WithControlPlane
class ControlPlaneIT {

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: %s}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: web}]}
            """;

    @Test
    void runsDeployments(ControlPlane plane, @FreshNamespace String namespace) {
        plane.apply(DEPLOYMENT.formatted(namespace));

        plane.kubectl("rollout", "status", "deployment/web", "-n", namespace, "--timeout=90s");
    }

    @Test
    void deletesNamespacesWithWhatIsInThem(ControlPlane plane, @FreshNamespace String namespace) {
        plane.apply(DEPLOYMENT.formatted(namespace));

        plane.kubectl("delete", "namespace", namespace, "--timeout=90s");

        assertThat(plane.api().find("/api/v1/namespaces/" + namespace)).isEmpty();
    }

    @Test
    void bindsClaims(ControlPlane plane, @FreshNamespace String namespace) {
        plane.apply("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: data, namespace: %s}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """.formatted(namespace));

        plane.kubectl("wait", "pvc/data", "-n", namespace, "--for=jsonpath={.status.phase}=Bound", "--timeout=90s");
    }

    @Test
    void keepsClustersApart(ControlPlane one, @Cluster("two") ControlPlane two, @FreshNamespace String namespace) {
        assertThat(two.server()).isNotEqualTo(one.server());
        assertThat(one.api().find("/api/v1/namespaces/" + namespace)).isPresent();
        assertThat(two.api().find("/api/v1/namespaces/" + namespace)).isEmpty();
    }

    @Test
    void letsAServiceAccountDoWhatItsRolesAllow(ControlPlane plane, @FreshNamespace String namespace) {
        var kubeconfig =
                plane.serviceAccountKubeconfig(namespace, "reader", """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: reader, namespace: %1$s}
                rules: [{apiGroups: [""], resources: [configmaps], verbs: [list]}]
                """.formatted(namespace), """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: reader, namespace: %1$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
                subjects: [{kind: ServiceAccount, name: reader, namespace: %1$s}]
                """.formatted(namespace));

        try (var reader = ApiClient.of(kubeconfig)) {
            assertThat(reader.get("/api/v1/namespaces/" + namespace + "/configmaps")
                            .path("kind")
                            .asText())
                    .isEqualTo("ConfigMapList");
            assertThat(reader.send("GET", "/api/v1/namespaces/" + namespace + "/secrets")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void saysWhyTheServerRefused(ControlPlane plane) {
        assertThatThrownBy(() -> plane.api().get("/api/v1/namespaces/not-there"))
                .isInstanceOf(TestClusterException.class)
                .hasMessageContaining("404")
                .hasMessageContaining("\"not-there\" not found");
    }
}
