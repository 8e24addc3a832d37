package io.headwater.clusterwatcher.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.testcluster.AuditEntry;
import io.headwater.testcluster.AuditLog;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.Cluster;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithControlPlane
class KindSchemasIT {

    private static final String NAME = "cluster-watcher";

    private final ControlPlane plane;
    private final String group;
    private final ClusterConnection connection;
    private final KindSchemas schemas;

    KindSchemasIT(@Cluster(NAME) ControlPlane plane, @Cluster(NAME) @FreshNamespace String namespace) {
        this.plane = plane;
        this.group = namespace + ".example.com";
        this.connection = ClusterConnection.fromKubeconfig(plane.kubeconfig().file(), null);
        this.schemas = new KindSchemas(connection);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void readsTheDocumentOfAGroupOnceForAsLongAsItIsTheSame() {
        define("Gadget", "size");
        define("Widget", "size");
        awaitField("Gadget", "size");
        awaitField("Widget", "size");
        var mark = plane.auditLog().mark();

        awaitField("Gadget", "size");
        awaitField("Widget", "size");
        assertThat(documentsSince(mark)).isEmpty();

        define("Gadget", "weight");
        awaitField("Gadget", "weight");
        assertThat(documentsSince(mark)).isNotEmpty();
    }

    private void define(String kind, String field) {
        plane.apply("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: %2$ss.%1$s}
                spec:
                  group: %1$s
                  scope: Namespaced
                  names: {kind: %3$s, plural: %2$ss}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema:
                      openAPIV3Schema:
                        type: object
                        properties: {spec: {type: object, properties: {%4$s: {type: integer}}}}
                """.formatted(group, kind.toLowerCase(Locale.ROOT), kind, field));
    }

    private void awaitField(String kind, String field) {
        var type = new ResourceType(group, "v1", kind.toLowerCase(Locale.ROOT) + "s", kind, true);
        var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!isDescribed(type, field)) {
            assertThat(System.nanoTime())
                    .as("%s is described with %s in time", kind, field)
                    .isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private boolean isDescribed(ResourceType type, String field) {
        return schemas.read(type)
                .filter(schema -> new String(schema, UTF_8).contains("\"" + field + "\""))
                .isPresent();
    }

    private List<AuditEntry> documentsSince(AuditLog.Mark mark) {
        return plane.auditLog()
                .entriesSince(mark, entry -> entry.uri().getPath().equals("/openapi/v3/apis/" + group + "/v1"));
    }
}
