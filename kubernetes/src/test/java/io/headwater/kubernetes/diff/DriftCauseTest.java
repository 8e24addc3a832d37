package io.headwater.kubernetes.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftCauseTest {

    private static final String DEPLOYMENT = """
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: %d,
              selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: web}]}}}}""";

    @ParameterizedTest
    @CsvSource({
        "kubectl, Update, scale, MANUAL_EDIT",
        "kubectl-edit, Update, '', MANUAL_EDIT",
        "kubectl-client-side-apply, Update, '', MANUAL_EDIT",
        "OpenLens, Update, '', MANUAL_EDIT",
        "kube-controller-manager, Update, scale, AUTOSCALER",
        "keda-operator, Update, '', AUTOSCALER",
        "vpa-updater, Update, '', AUTOSCALER",
        "kube-controller-manager, Update, '', CONTROLLER",
        "helm-controller, Apply, '', CONTROLLER",
        "headwater, Apply, '', NOT_APPLIED",
        "argocd-controller, Apply, '', NOT_APPLIED"
    })
    void isMadeOutFromTheManagerOfTheField(String manager, String operation, String subresource, DriftCause cause) {
        var live = managedBy(manager, operation, subresource, DEPLOYMENT.formatted(5), """
                {"f:spec": {"f:replicas": {}}}""");

        assertThat(LiveComparison.STANDARD.compare(Objects.manifest(DEPLOYMENT.formatted(2)), live))
                .filteredOn(difference -> difference.path().equals("spec.replicas"))
                .extracting(FieldDifference::cause)
                .containsExactly(cause);
    }

    @Test
    void isRotationWhereAControllerChangesASecret() {
        var secret = "{apiVersion: v1, kind: Secret, metadata: {name: tls}, type: Opaque, data: {k: %s}}";
        var live = managedBy("external-secrets", "Update", "", secret.formatted("bmV3"), """
                {"f:data": {"f:k": {}}}""");

        assertThat(LiveComparison.STANDARD.compare(Objects.manifest(secret.formatted("b2xk")), live))
                .extracting(FieldDifference::cause)
                .containsExactly(DriftCause.ROTATED_SECRET);
    }

    @Test
    void isACommitWhereNobodyHasTheField() {
        var configMap = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {%s}}";

        assertThat(LiveComparison.STANDARD.compare(
                        Objects.manifest(configMap.formatted("k: v, new: v")),
                        managedBy("headwater", "Apply", "", configMap.formatted("k: v"), """
                                {"f:data": {"f:k": {}}}""")))
                .extracting(FieldDifference::cause)
                .containsExactly(DriftCause.NOT_APPLIED);
    }

    private static KubernetesObject managedBy(
            String manager, String operation, String subresource, String object, String fields) {
        return LiveComparisonTest.withManagedFields(
                Objects.manifest(object), """
                [{"manager": "%s", "operation": "%s", "subresource": "%s", "apiVersion": "v1", "time": "2026-01-02T00:00:00Z",
                  "fieldsType": "FieldsV1", "fieldsV1": %s}]""".formatted(manager, operation, subresource, fields));
    }
}
