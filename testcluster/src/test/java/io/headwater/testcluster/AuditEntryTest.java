package io.headwater.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.headwater.testcluster.AuditEntry.ObjectReference;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditEntryTest {

    private static final String APPLY = """
            {"kind": "Event", "apiVersion": "audit.k8s.io/v1", "level": "RequestResponse", "auditID": "a1", "stage": "ResponseComplete",
             "requestURI": "/apis/apps/v1/namespaces/shop/deployments/web?dryRun=All&fieldManager=head%20water", "verb": "patch",
             "user": {"username": "admin"}, "impersonatedUser": {"username": "system:serviceaccount:headwater:applier"},
             "userAgent": "applier", "objectRef": {"resource": "deployments", "namespace": "shop", "name": "web", "apiGroup": "apps", "apiVersion": "v1"},
             "responseStatus": {"metadata": {}, "code": 201}, "requestObject": {"kind": "Deployment"}, "responseObject": {"metadata": {"name": "web"}},
             "requestReceivedTimestamp": "2026-01-01T12:00:00.000001Z", "stageTimestamp": "2026-01-01T12:00:00.002001Z"}
            """;

    @Test
    void readsWhatTheServerWrites() throws Exception {
        var entry = read(APPLY);

        assertThat(entry.object()).contains(new ObjectReference("apps", "v1", "deployments", "", "shop", "web"));
        assertThat(entry.user()).isEqualTo("system:serviceaccount:headwater:applier");
        assertThat(entry.code()).isEqualTo(201);
        assertThat(entry.written()).isEqualTo(Instant.parse("2026-01-01T12:00:00.002001Z"));
        assertThat(entry.request().orElseThrow().path("kind").asText()).isEqualTo("Deployment");
        assertThat(entry.queryParameter("fieldManager")).contains("head water");
        assertThat(entry.isWrite()).isTrue();
    }

    @Test
    void knowsADryRunByItsAddress() throws Exception {
        assertThat(read(APPLY).dryRun()).isTrue();
        assertThat(read(APPLY.replace("dryRun=All&", "")).dryRun()).isFalse();
    }

    @Test
    void knowsADryRunOfADeletionByItsBody() throws Exception {
        var deletion = APPLY.replace("dryRun=All&", "")
                .replace("\"patch\"", "\"delete\"")
                .replace("{\"kind\": \"Deployment\"}", "{\"kind\": \"DeleteOptions\", \"dryRun\": [\"All\"]}");

        assertThat(read(deletion).dryRun()).isTrue();
    }

    @Test
    void takesTheNameOfACreationFromItsAnswer() throws Exception {
        var creation = APPLY.replace("\"name\": \"web\", \"apiGroup\"", "\"apiGroup\"");

        assertThat(read(creation).name()).isEqualTo("web");
    }

    private static AuditEntry read(String json) throws Exception {
        return AuditEntry.of(new ObjectMapper().readTree(json));
    }
}
