package io.headwater.runtime.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import org.junit.jupiter.api.Test;

class SealedObjectsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SealedObjects objects = new SealedObjects(Sealer.ephemeral());

    @Test
    void leavesNothingOfASecretReadableAndGivesAllOfItBack() {
        var secret = object("""
                {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s", "annotations": {
                  "kubectl.kubernetes.io/last-applied-configuration": "{\\"data\\":{\\"password\\":\\"c3dvcmRmaXNo\\"}}"}},
                 "data": {"password": "c3dvcmRmaXNo"}}""");

        var sealed = objects.seal(secret);

        assertThat(sealed.toString()).contains("password").doesNotContain("c3dvcmRmaXNo");
        assertThat(objects.open(sealed)).isEqualTo(secret);
        assertThat(objects.seal(sealed)).isEqualTo(sealed);
    }

    @Test
    void sealsWhatGitWritesInClearAsTheApiServerStoresIt() {
        var written = object("""
                {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"},
                 "data": {"user": "YQ==", "password": "b2xk"}, "stringData": {"password": "swordfish"}}""");
        var stored = object("""
                {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"},
                 "data": {"user": "YQ==", "password": "c3dvcmRmaXNo"}}""");

        assertThat(objects.seal(written)).isEqualTo(objects.seal(stored));
        assertThat(objects.open(objects.seal(written))).isEqualTo(stored);
    }

    @Test
    void sealsValuesUnderANameThatIsNone() {
        var misspelt = object("""
                {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}, "type": "Opaque",
                 "stringdata": {"password": "swordfish"}, "stringData": [{"password": "swordfish"}]}""");

        var sealed = objects.seal(misspelt);

        assertThat(sealed.toString()).contains("password", "Opaque").doesNotContain("swordfish");
        assertThat(objects.open(sealed)).isEqualTo(misspelt);
        assertThat(objects.seal(sealed)).isEqualTo(sealed);
    }

    @Test
    void sealsTheCopyThatKubectlKeepsOfAnyObject() {
        var map = object("""
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "m", "annotations": {
                  "kubectl.kubernetes.io/last-applied-configuration": "{\\"data\\":{\\"k\\":\\"v\\"}}"}},
                 "data": {"k": "v"}}""");

        var sealed = objects.seal(map);

        assertThat(sealed.tree().at("/data/k").asText()).isEqualTo("v");
        assertThat(sealed.annotations().values()).allMatch(Sealer::isSealed);
        assertThat(objects.open(sealed)).isEqualTo(map);
    }

    @Test
    void leavesAKindAloneThatIsOnlyCalledSecret() {
        var other = object("""
                {"apiVersion": "vault.example.com/v1", "kind": "Secret", "metadata": {"name": "s", "annotations": {
                  "kubectl.kubernetes.io/last-applied-configuration": "{}"}},
                 "data": {"replicas": 3, "nested": {"a": "b"}}}""");

        assertThat(objects.seal(other).tree().get("data"))
                .isEqualTo(other.tree().get("data"));
    }

    @Test
    void handsBackTheSameObjectWhereNothingIsSecret() {
        var map = object("""
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "m"}, "data": {"k": "v"}}""");

        assertThat(objects.seal(map)).isSameAs(map);
        assertThat(objects.open(map)).isSameAs(map);
    }

    private static KubernetesObject object(String json) {
        try {
            return new KubernetesObject((ObjectNode) JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
