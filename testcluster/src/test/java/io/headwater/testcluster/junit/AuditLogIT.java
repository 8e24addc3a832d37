package io.headwater.testcluster.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.testcluster.AuditEntry;
import io.headwater.testcluster.ControlPlane;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@WithControlPlane
class AuditLogIT {

    private static final String MAP = """
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "data": {"colour": "%s"}}
            """;

    @Test
    void hasEveryWriteInOrderWithItsBodies(ControlPlane plane, @FreshNamespace String namespace) {
        var path = "/api/v1/namespaces/" + namespace + "/configmaps/settings";
        var mark = plane.auditLog().mark();

        plane.api().apply(path, MAP.formatted("blue"));
        plane.api().merge(path, "{\"data\": {\"colour\": \"red\"}}");
        plane.api().delete(path);

        var writes = plane.auditLog()
                .entriesSince(
                        mark,
                        entry -> entry.isWrite()
                                && entry.namespace().equals(namespace)
                                && entry.resource().equals("configmaps")
                                && entry.user().equals("admin"));
        assertThat(writes).extracting(AuditEntry::verb).containsExactly("patch", "patch", "delete");
        assertThat(writes).extracting(AuditEntry::code).containsExactly(201, 200, 200);
        assertThat(writes.getFirst().queryParameter("fieldManager")).contains("testcluster");
        assertThat(writes.get(1).request().orElseThrow().at("/data/colour").asText())
                .isEqualTo("red");
        assertThat(writes.get(1).response().orElseThrow().at("/metadata/name").asText())
                .isEqualTo("settings");
    }

    @Test
    void forgetsWhatWasBeforeTheMark(ControlPlane plane, @FreshNamespace String namespace) {
        plane.api().get("/api/v1/namespaces/" + namespace + "/configmaps");

        var mark = plane.auditLog().mark();

        assertThat(plane.auditLog()
                        .entriesSince(
                                mark,
                                entry -> entry.namespace().equals(namespace)
                                        && entry.verb().equals("list")))
                .isEmpty();
    }

    @Test
    void tellsTheClustersOwnProcessesApart(ControlPlane plane, @FreshNamespace String namespace) {
        var controllers = plane.auditLog()
                .await(
                        plane.auditLog().start(),
                        Duration.ofSeconds(60),
                        entry -> entry.namespace().equals(namespace) && entry.isWrite());

        assertThat(controllers.user()).isEqualTo("system:kube-controller-manager");
    }

    @Test
    void waitsForWhatWillCome(ControlPlane plane, @FreshNamespace String namespace) throws Exception {
        var mark = plane.auditLog().mark();
        var path = "/api/v1/namespaces/" + namespace + "/configmaps/settings";
        var writer = Thread.ofVirtual().start(() -> plane.api().apply(path, MAP.formatted("blue")));

        var seen = plane.auditLog()
                .await(
                        mark,
                        Duration.ofSeconds(60),
                        entry -> entry.name().equals("settings")
                                && entry.namespace().equals(namespace));

        assertThat(seen.verb()).isEqualTo("patch");
        writer.join();
        assertThatThrownBy(() -> plane.auditLog().await(mark, Duration.ofMillis(50), entry -> entry.verb()
                        .equals("dance")))
                .hasMessageContaining("no such request");
    }

    @Test
    void isNoWitnessWhenTheServerLostAnEntry(@Cluster("fragile") ControlPlane plane) {
        var mark = plane.auditLog().mark();

        var applied = plane.api()
                .send(
                        "PATCH",
                        "/api/v1/namespaces/default/configmaps/yaml?fieldManager=test",
                        "application/apply-patch+yaml",
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: yaml}}");

        assertThat(applied.status()).isEqualTo(201);
        assertThatThrownBy(() -> plane.auditLog().entriesSince(mark)).hasMessageContaining("lost an audit entry");
        assertThat(plane.auditLog().entriesSince(plane.auditLog().mark())).isNotNull();
    }
}
