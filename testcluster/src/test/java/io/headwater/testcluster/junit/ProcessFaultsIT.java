package io.headwater.testcluster.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.testcluster.Component;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.TestClusterException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

@WithControlPlane
class ProcessFaultsIT {

    @Test
    void bringsAKilledServerBackWithItsPortAndData(@Cluster("fragile") ControlPlane plane) {
        var namespace = plane.freshNamespace("kept");
        var server = plane.server();

        plane.kill(Component.API_SERVER);
        assertThat(plane.running(Component.API_SERVER)).isFalse();
        assertThatThrownBy(() -> plane.api().get("/api/v1/namespaces")).isInstanceOf(TestClusterException.class);
        plane.start(Component.API_SERVER);

        assertThat(plane.server()).isEqualTo(server);
        assertThat(plane.api().find("/api/v1/namespaces/" + namespace)).isPresent();
    }

    @Test
    void continuesTheAuditLogAfterARestart(@Cluster("fragile") ControlPlane plane) {
        var mark = plane.auditLog().mark();
        var before = plane.freshNamespace("before");
        plane.stop(Component.API_SERVER);
        plane.start(Component.API_SERVER);
        var after = plane.freshNamespace("after");

        assertThat(plane.auditLog()
                        .entriesSince(
                                mark,
                                entry -> entry.verb().equals("create")
                                        && entry.resource().equals("namespaces")
                                        && entry.user().equals("admin")))
                .extracting(entry ->
                        entry.response().orElseThrow().at("/metadata/name").asText())
                .containsExactly(before, after);
    }

    @Test
    void survivesTheDeathOfItsStore(@Cluster("fragile") ControlPlane plane) {
        var namespace = plane.freshNamespace("stored");

        plane.kill(Component.ETCD);
        plane.start(Component.ETCD);
        plane.awaitReady(Duration.ofSeconds(60));

        assertThat(plane.api().find("/api/v1/namespaces/" + namespace)).isPresent();
    }

    @Test
    void answersNothingWhilePaused(@Cluster("fragile") ControlPlane plane) throws Exception {
        plane.pause(Component.API_SERVER);
        var answer = CompletableFuture.supplyAsync(() -> plane.api().get("/api/v1/namespaces/default"));

        assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        plane.resume(Component.API_SERVER);

        assertThat(answer.get(60, TimeUnit.SECONDS).at("/metadata/name").asText())
                .isEqualTo("default");
    }
}
