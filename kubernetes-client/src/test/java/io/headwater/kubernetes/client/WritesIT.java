package io.headwater.kubernetes.client;

import static io.headwater.kubernetes.client.FakeApiServer.CONFIG_MAP;
import static io.headwater.kubernetes.client.FakeApiServer.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.client.DeleteOptions.Propagation;
import io.headwater.kubernetes.client.KubernetesException.Code;
import io.headwater.kubernetes.client.WriteOptions.FieldValidation;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the verbs do, and what refusals mean, on a real API server. */
@WithControlPlane
class WritesIT {

    private static final WriteOptions US = WriteOptions.as("headwater");
    private static final WriteOptions OTHERS = WriteOptions.as("someone-else");
    private static final ResourceType NAMESPACE = new ResourceType("", "v1", "namespaces", "Namespace", false);

    private final ControlPlane plane;
    private final ClusterConnection connection;
    private final String namespace;

    WritesIT(ControlPlane plane, @FreshNamespace String namespace) {
        this.plane = plane;
        this.namespace = namespace;
        this.connection = ClusterConnection.fromKubeconfig(plane.kubeconfig().file(), null);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void appliesAndReadsBack() {
        var applied = connection.apply(web(), configMap("one"), US);

        assertThat(connection.get(web())).isEqualTo(applied);
        assertThat(connection.apply(web(), configMap("one"), US).resourceVersion())
                .isEqualTo(applied.resourceVersion());
        assertThat(connection.find(CONFIG_MAP.object(namespace, "absent"))).isEmpty();
    }

    @Test
    void leavesFieldsToTheirManagerUnlessForced() {
        connection.apply(web(), configMap("theirs"), OTHERS);

        var conflict = failure(() -> connection.apply(web(), configMap("ours"), US));

        assertThat(conflict.code()).isEqualTo(Code.FIELD_CONFLICT);
        assertThat(conflict.causes()).singleElement().satisfies(cause -> assertThat(cause.field())
                .isEqualTo(".data.key"));
        assertThat(conflict).hasMessageContaining("someone-else");
        assertThat(value(connection
                        .apply(web(), configMap("ours"), US.forced(true))
                        .tree()))
                .isEqualTo("ours");
    }

    @Test
    void storesNothingInADryRun() {
        assertThat(connection.apply(web(), configMap("one"), US.dryRun(true)).uid())
                .isNotEmpty();
        assertThat(connection.find(web())).isEmpty();

        var stored = connection.apply(web(), configMap("one"), US);
        connection.delete(
                web(), DeleteOptions.exactly(stored, Propagation.BACKGROUND).dryRun(true));
        assertThat(connection.find(web())).isPresent();
    }

    @Test
    void createsOnce() {
        connection.create(CONFIG_MAP.in(namespace), configMap("one"), US);

        assertThat(failure(() -> connection.create(web(), configMap("two"), US)).code())
                .isEqualTo(Code.ALREADY_EXISTS);
    }

    @Test
    void createsByApplyOnlyWhereNothingIs() {
        assertThat(connection.apply(web(), at(configMap("one"), "", "1"), US).uid())
                .isNotEmpty();

        assertThat(failure(() -> connection.apply(web(), at(configMap("one"), "", "1"), US))
                        .code())
                .isEqualTo(Code.CONFLICT);
    }

    @Test
    void appliesOnlyToTheVersionThatIsNamed() {
        var first = connection.apply(web(), configMap("one"), US);
        var second = connection.apply(web(), at(configMap("two"), first.uid(), first.resourceVersion()), US);

        var stale = at(configMap("three"), first.uid(), first.resourceVersion());
        assertThat(failure(() -> connection.apply(web(), stale, US)).code()).isEqualTo(Code.CONFLICT);
        connection.delete(web(), DeleteOptions.exactly(second, Propagation.BACKGROUND));
        var gone = at(configMap("three"), second.uid(), second.resourceVersion());
        assertThat(failure(() -> connection.apply(web(), gone, US)).code()).isEqualTo(Code.CONFLICT);
        assertThat(connection.find(web())).isEmpty();
    }

    /** Definitions and what they define are served by another server inside the API server. */
    @Test
    void createsOnlyWhereNothingIsForDefinedKindsToo() {
        var definition = new ResourceType(
                        "apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", false)
                .object("", "probes.once.headwater.io");
        var tree = Json.object().put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
        tree.putObject("metadata").put("name", "probes.once.headwater.io");
        var spec = tree.putObject("spec").put("group", "once.headwater.io").put("scope", "Namespaced");
        spec.putObject("names").put("plural", "probes").put("kind", "Probe");
        var version = spec.putArray("versions")
                .addObject()
                .put("name", "v1")
                .put("served", true)
                .put("storage", true);
        version.putObject("schema").putObject("openAPIV3Schema").put("type", "object");
        connection.apply(definition, at(tree, "", "1"), US);
        plane.kubectl("wait", "--for=condition=Established", "crd/probes.once.headwater.io");
        var kind = new ResourceType("once.headwater.io", "v1", "probes", "Probe", true);
        var probe = Objects.of(kind, namespace, "web", Map.of());

        connection.apply(kind.object(namespace, "web"), at(probe, "", "1"), US);

        assertThat(failure(() -> connection.apply(definition, at(tree, "", "1"), US))
                        .code())
                .isEqualTo(Code.CONFLICT);
        assertThat(failure(() -> connection.apply(kind.object(namespace, "web"), at(probe, "", "1"), US))
                        .code())
                .isEqualTo(Code.CONFLICT);
    }

    private static ObjectNode at(ObjectNode tree, String uid, String resourceVersion) {
        var metadata = tree.withObject("metadata").put("resourceVersion", resourceVersion);
        if (!uid.isEmpty()) {
            metadata.put("uid", uid);
        }
        return tree;
    }

    @Test
    void updatesOnlyWhatHasNotChangedSince() {
        var read = connection.create(web(), configMap("one"), US);
        connection.apply(web(), configMap("two"), US.forced(true));

        assertThat(failure(() -> connection.update(web(), read.copyTree(), US)).code())
                .isEqualTo(Code.CONFLICT);
    }

    @Test
    void patchesByMergeAndByOperation() {
        connection.create(web(), configMap("one"), US);
        var merge = Json.object();
        merge.putObject("data").put("key", "two");
        var operations = Json.MAPPER.createArrayNode();
        operations.addObject().put("op", "replace").put("path", "/data/key").put("value", "three");

        assertThat(value(connection.mergePatch(web(), merge, US).tree())).isEqualTo("two");
        assertThat(value(connection.jsonPatch(web(), operations, US).tree())).isEqualTo("three");
    }

    @Test
    void patchesTheStatusAlone() {
        var job = new ResourceType("apps", "v1", "deployments", "Deployment", true).object(namespace, "web");
        plane.kubectl("create", "deployment", "web", "--image=web", "--replicas=0", "-n", namespace);
        var patch = Json.object();
        patch.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "Checked")
                .put("status", "True");

        var patched = connection.mergePatch(job.subresource("status"), patch, US);

        assertThat(patched.tree().path("status").path("conditions").toString()).contains("Checked");
    }

    @Test
    void deletesExactlyWhatWasRead() {
        var first = connection.create(web(), configMap("one"), US);
        var second = connection.apply(web(), configMap("two"), US.forced(true));

        assertThat(failure(() -> connection.delete(web(), DeleteOptions.exactly(first, Propagation.BACKGROUND)))
                        .code())
                .isEqualTo(Code.CONFLICT);
        var otherUid = DeleteOptions.exactly("another-uid", second.resourceVersion(), Propagation.BACKGROUND);
        assertThat(failure(() -> connection.delete(web(), otherUid)).code()).isEqualTo(Code.CONFLICT);
        assertThat(connection.delete(web(), DeleteOptions.exactly(second, Propagation.BACKGROUND)))
                .isEmpty();
        assertThat(failure(() -> connection.delete(web(), DeleteOptions.exactly(second, Propagation.BACKGROUND)))
                        .code())
                .isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void givesBackWhatFinalizersKeep() {
        var tree = configMap("one");
        tree.withObject("metadata").putArray("finalizers").add("headwater.io/test");
        connection.create(web(), tree, US);

        var kept = connection.delete(web(), DeleteOptions.unconditionally(Propagation.FOREGROUND));

        assertThat(kept.orElseThrow().isTerminating()).isTrue();
        removeFinalizers();
    }

    @Test
    void tellsAMissingNamespaceFromAMissingKind() {
        assertThat(failure(() -> connection.apply(
                                CONFIG_MAP.object("nowhere", "web"), Objects.configMap("nowhere", "web", ""), US))
                        .code())
                .isEqualTo(Code.NAMESPACE_MISSING);
        var unknown = new ResourceType("example.com", "v1", "widgets", "Widget", true);
        assertThat(failure(() -> connection.apply(
                                unknown.object(namespace, "web"), Objects.of(unknown, namespace, "web", Map.of()), US))
                        .code())
                .isEqualTo(Code.KIND_NOT_SERVED);
        var missing = failure(() -> connection.get(NAMESPACE.object("", "nowhere")));
        assertThat(missing.code()).isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void tellsANamespaceThatIsGoing() {
        var kept = configMap("one");
        kept.withObject("metadata").putArray("finalizers").add("headwater.io/test");
        connection.create(web(), kept, US);
        connection.delete(NAMESPACE.object("", namespace), DeleteOptions.unconditionally(Propagation.BACKGROUND));

        var refused = failure(() ->
                connection.apply(CONFIG_MAP.object(namespace, "late"), Objects.configMap(namespace, "late", ""), US));

        assertThat(refused.code()).isEqualTo(Code.NAMESPACE_TERMINATING);
        removeFinalizers();
    }

    @Test
    void tellsWhoMayNot() {
        var nobody = plane.serviceAccountKubeconfig(namespace, "nobody");
        try (var theirs = ClusterConnection.fromKubeconfig(nobody.file(), null)) {
            var refused = failure(() -> theirs.apply(web(), configMap("one"), US));

            assertThat(refused.code()).isEqualTo(Code.FORBIDDEN);
            assertThat(refused)
                    .hasMessageContaining("system:serviceaccount:" + namespace + ":nobody")
                    .hasMessageContaining("ConfigMap " + namespace + "/web")
                    .hasMessageNotContaining(nobody.token());
        }
    }

    @Test
    void refusesUnknownFieldsWhenStrict() {
        var tree = configMap("one");
        tree.put("datta", "typing error");

        assertThat(failure(() -> connection.create(web(), tree, US.validated(FieldValidation.STRICT)))
                        .code())
                .isEqualTo(Code.INVALID);
        assertThat(connection
                        .create(web(), tree, US.validated(FieldValidation.IGNORE))
                        .name())
                .isEqualTo("web");
    }

    @Test
    void showsNoValueOfASecretThatIsRefused() {
        var path = SECRET.object(namespace, "db");
        var illTyped = Objects.of(SECRET, namespace, "db", Map.of());
        illTyped.putObject("data").put("pin", 48151623);
        var notBase64 = Objects.of(SECRET, namespace, "db", Map.of("password", "hunter2 is no base64"));
        var mistyped = Objects.of(SECRET, namespace, "db", Map.of(".dockerconfigjson", "aHVudGVyMg=="));
        mistyped.put("type", "kubernetes.io/dockerconfigjson");

        for (var tree : new ObjectNode[] {illTyped, notBase64, mistyped}) {
            var refused = failure(() -> connection.apply(path, tree, US));
            assertThat(refused.code()).isEqualTo(Code.INVALID);
            assertThat(refused)
                    .hasMessageNotContaining("48151623")
                    .hasMessageNotContaining("hunter2")
                    .hasMessageNotContaining("aHVudGVyMg");
            var created = failure(() -> connection.create(path, tree, US));
            assertThat(created.code()).isEqualTo(Code.INVALID);
            assertThat(created).hasMessageNotContaining("48151623").hasMessageNotContaining("hunter2");
        }
    }

    private void removeFinalizers() {
        var patch = Json.object();
        patch.putObject("metadata").putNull("finalizers");
        connection.mergePatch(web(), patch, US);
    }

    private ResourcePath web() {
        return CONFIG_MAP.object(namespace, "web");
    }

    private ObjectNode configMap(String value) {
        return Objects.configMap(namespace, "web", value);
    }

    private static String value(ObjectNode tree) {
        return tree.path("data").path("key").asText();
    }

    private static KubernetesException failure(ThrowingCallable call) {
        return catchThrowableOfType(KubernetesException.class, call);
    }
}
