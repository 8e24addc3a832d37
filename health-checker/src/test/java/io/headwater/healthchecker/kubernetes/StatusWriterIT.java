package io.headwater.healthchecker.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.testcluster.AuditEntry;
import io.headwater.testcluster.AuditLog;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Statuses on a real API server. */
@WithControlPlane
class StatusWriterIT {

    private static final Path DEFINITION = Path.of(
            "..", "deploy", "src", "main", "resources", "io", "headwater", "deploy", "crds", "application.yaml");

    private static final String APPLICATIONS = "/apis/argoproj.io/v1alpha1/namespaces/%s/applications";

    private final ControlPlane plane;
    private final ApplicationKey shop;
    private final ClusterConnection connection;
    private final StatusWriter writer;
    private String uid = "";

    StatusWriterIT(ControlPlane plane, @FreshNamespace String namespace) {
        this.plane = plane;
        this.shop = new ApplicationKey(namespace, "shop");
        this.connection = ClusterConnection.fromKubeconfig(plane.kubeconfig().file(), null);
        this.writer = new StatusWriter(connection);
    }

    @BeforeEach
    @Timeout(30)
    void createApplication() throws IOException {
        plane.define(Files.readString(DEFINITION), APPLICATIONS.formatted(shop.namespace()));
        uid = created();
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void readsTheApplicationOnlyBeforeTheFirstStatus() {
        var mark = plane.auditLog().mark();

        assertThat(write("OutOfSync")).contains(JsonNodeFactory.instance.objectNode());
        assertThat(write("Synced")).contains(status("OutOfSync"));
        assertThat(write("Unknown")).contains(status("Synced"));

        assertThat(status()).isEqualTo(status("Unknown"));
        assertThat(requestsSince(mark))
                .extracting(AuditEntry::verb, AuditEntry::code)
                .containsExactly(tuple("get", 200), tuple("patch", 200), tuple("patch", 200), tuple("patch", 200));
    }

    @Test
    void looksAgainWhenSomebodyElseHasChangedTheApplication() {
        write("OutOfSync");
        plane.kubectl("-n", shop.namespace(), "label", "application", "shop", "team=web");
        var mark = plane.auditLog().mark();

        assertThat(write("Synced")).contains(status("OutOfSync"));

        assertThat(status()).isEqualTo(status("Synced"));
        assertThat(application().at("/metadata/labels/team").asText()).isEqualTo("web");
        assertThat(requestsSince(mark))
                .extracting(AuditEntry::verb, AuditEntry::code)
                .containsExactly(tuple("patch", 409), tuple("get", 200), tuple("patch", 200));
    }

    @Test
    void putsBackAStatusThatSomebodyElseHasChanged() {
        write("Synced");
        merge("{\"status\": {\"sync\": {\"status\": \"OutOfSync\"}}}");

        assertThat(write("Synced")).contains(status("OutOfSync"));

        assertThat(status()).isEqualTo(status("Synced"));
    }

    @Test
    void keepsWhatIsRememberedOfTheLastOperation() {
        merge("""
                {"status": {"operationState": {"operation": {}, "phase": "Succeeded", "startedAt": "2026-01-01T12:00:00Z",
                    "syncResult": {"revision": "1111"}}}}""");

        write("Synced");

        assertThat(status().at("/operationState/phase").asText()).isEqualTo("Succeeded");
        assertThat(status().at("/sync/status").asText()).isEqualTo("Synced");
    }

    @Test
    void writesNothingOnAnotherApplicationOfTheSameName() {
        write("Synced");
        plane.kubectl("-n", shop.namespace(), "delete", "application", "shop");
        var former = uid;
        uid = created();

        assertThat(writer.write(shop, former, status("OutOfSync"), Optional.empty()))
                .isEmpty();
        assertThat(application().has("status")).isFalse();
        assertThat(write("Synced")).isPresent();
    }

    @Test
    void writesNothingOnceTheApplicationIsGone() {
        write("OutOfSync");
        plane.kubectl("-n", shop.namespace(), "delete", "application", "shop");

        assertThat(write("Synced")).isEmpty();
    }

    @Test
    void clearsTheRequestOfTheOperationThatHasEndedAndNoOther() {
        request("first");
        writer.write(shop, uid, status("Synced"), Optional.of("another"));
        assertThat(application().has("operation")).isTrue();

        writer.write(shop, uid, status("OutOfSync"), Optional.of("first"));
        assertThat(application().has("operation")).isFalse();

        request("second");
        writer.write(shop, uid, status("Synced"), Optional.of("first"));
        assertThat(application().at("/operation/info/0/value").asText()).isEqualTo("second");
    }

    private Optional<ObjectNode> write(String sync) {
        return writer.write(shop, uid, status(sync), Optional.empty());
    }

    private void request(String operation) {
        merge("""
                {"operation": {"sync": {}, "info": [{"name": "headwater.io/operation-id", "value": "%s"}]}}""".formatted(operation));
    }

    private String created() {
        plane.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: shop, namespace: %s}
                spec: {project: default, destination: {name: in-cluster}, source: {repoURL: https://git.example/shop, path: .}}
                """.formatted(shop.namespace()));
        return application().at("/metadata/uid").asText();
    }

    private void merge(String patch) {
        plane.api().merge(path(), patch);
    }

    private JsonNode application() {
        return plane.api().get(path());
    }

    private JsonNode status() {
        return application().path("status");
    }

    private String path() {
        return APPLICATIONS.formatted(shop.namespace()) + "/shop";
    }

    private List<AuditEntry> requestsSince(AuditLog.Mark mark) {
        return plane.auditLog()
                .entriesSince(
                        mark,
                        entry -> entry.namespace().equals(shop.namespace())
                                && entry.resource().equals("applications")
                                && !entry.userAgent().startsWith("testcluster"));
    }

    private static ObjectNode status(String sync) {
        var status = JsonNodeFactory.instance.objectNode();
        status.putObject("sync").put("status", sync);
        return status;
    }
}
