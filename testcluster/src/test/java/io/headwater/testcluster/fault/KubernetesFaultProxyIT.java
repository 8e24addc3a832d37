package io.headwater.testcluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.testcluster.ApiClient;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.Kubeconfig;
import io.headwater.testcluster.TestClusterException;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithControlPlane
class KubernetesFaultProxyIT {

    private static final String MAP = """
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "data": {"colour": "blue"}}
            """;

    private final ControlPlane plane;
    private final String maps;
    private final KubernetesFaultProxy proxy;
    private final Kubeconfig kubeconfig;
    private final ApiClient client;

    KubernetesFaultProxyIT(ControlPlane plane, @FreshNamespace String namespace) {
        this.plane = plane;
        maps = "/api/v1/namespaces/" + namespace + "/configmaps";
        proxy = KubernetesFaultProxy.inFrontOf(plane);
        kubeconfig = proxy.kubeconfig(plane.kubeconfig());
        client = ApiClient.of(kubeconfig);
    }

    @AfterEach
    void stop() {
        client.close();
        proxy.close();
    }

    @Test
    void passesRequestsOnAsTheUserWhoAsked() {
        var mark = plane.auditLog().mark();

        client.apply(maps + "/settings", MAP);
        assertThat(client.get(maps + "/settings").at("/data/colour").asText()).isEqualTo("blue");
        client.delete(maps + "/settings");

        assertThat(client.find(maps + "/settings")).isEmpty();
        assertThat(plane.auditLog()
                        .entriesSince(
                                mark, entry -> entry.isWrite() && entry.name().equals("settings")))
                .allSatisfy(entry -> assertThat(entry.user()).isEqualTo("admin"))
                .hasSize(2);
        assertThat(proxy.requests())
                .extracting(KubernetesRequest::verb)
                .containsExactly("patch", "get", "delete", "get");
    }

    @Test
    void isGoodForTheRealClient() {
        var output = plane.kubectl("--server=" + proxy.uri(), "get", "namespaces", "default", "-o", "name");

        assertThat(output.strip()).isEqualTo("namespace/default");
        assertThat(proxy.requests()).isNotEmpty();
    }

    @Test
    void callsBackBeforeTheServerActs() {
        var seen = new ConcurrentLinkedQueue<Boolean>();
        proxy.fault(KubernetesRequest::isWrite, new KubernetesFault.Before(request -> seen.add(isThere())));

        client.apply(maps + "/settings", MAP);

        assertThat(seen).containsExactly(false);
        assertThat(isThere()).isTrue();
    }

    @Test
    void callsBackAfterTheServerActed() {
        var seen = new ConcurrentLinkedQueue<Boolean>();
        proxy.fault(KubernetesRequest::isWrite, new KubernetesFault.After(request -> seen.add(isThere())));

        client.apply(maps + "/settings", MAP);

        assertThat(seen).containsExactly(true);
    }

    @Test
    void dropsTheAnswerToWhatWasDone() {
        proxy.fault(1, KubernetesRequest::isWrite, new KubernetesFault.DropAnswer());

        assertThatThrownBy(() -> client.apply(maps + "/settings", MAP))
                .isInstanceOf(TestClusterException.class)
                .hasMessageContaining("not answered");
        assertThat(isThere()).isTrue();
        assertThat(client.apply(maps + "/settings", MAP).at("/data/colour").asText())
                .isEqualTo("blue");
    }

    @Test
    void reportsATimeoutOfWhatWasDone() {
        proxy.fault(KubernetesRequest::isWrite, new KubernetesFault.Pretend(504));

        assertThat(client.send("POST", maps, "application/json", MAP).status()).isEqualTo(504);
        assertThat(isThere()).isTrue();
    }

    @Test
    void answersInPlaceOfTheServer() throws Exception {
        proxy.fault(
                request -> request.verb().equals("list"),
                new KubernetesFault.Answer(429, Optional.of(Duration.ofSeconds(2))));

        try (var http = HttpClient.newBuilder()
                .sslContext(plane.serverIdentity().clientContext())
                .build()) {
            var answer = http.send(request(maps), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
            assertThat(answer.body()).contains("\"reason\":\"TooManyRequests\"");
        }
    }

    @Test
    void hangsUntilHealed() throws Exception {
        var fault = proxy.fault(KubernetesRequest::isWrite, new KubernetesFault.Hang());
        var applied = CompletableFuture.supplyAsync(() -> client.apply(maps + "/settings", MAP));
        fault.awaitHits(1, Duration.ofSeconds(30));
        assertThat(isThere()).isFalse();

        fault.off();

        assertThat(applied.get(60, TimeUnit.SECONDS).at("/metadata/name").asText())
                .isEqualTo("settings");
    }

    @Test
    void cutsListsInTheMiddle() {
        proxy.fault(request -> request.verb().equals("list"), new KubernetesFault.Cut(100));

        assertThatThrownBy(() -> client.get("/api/v1/namespaces")).hasMessageContaining("not answered");
    }

    @Test
    void streamsWatches() throws Exception {
        try (var http = HttpClient.newBuilder()
                        .sslContext(plane.serverIdentity().clientContext())
                        .build();
                var events = watch(http)) {
            plane.api().apply(maps + "/settings", MAP);
            assertThat(eventOf(events, "settings")).contains("ADDED");

            plane.api().delete(maps + "/settings");
            assertThat(eventOf(events, "settings")).contains("DELETED");
            http.shutdownNow();
        }
    }

    @Test
    void silencesAWatchUntilHealed() throws Exception {
        var fault = proxy.fault(request -> request.verb().equals("watch"), new KubernetesFault.Stall(0));
        try (var http = HttpClient.newBuilder()
                        .sslContext(plane.serverIdentity().clientContext())
                        .build();
                var events = watch(http)) {
            var line = CompletableFuture.supplyAsync(() -> {
                try {
                    return Optional.ofNullable(events.readLine()).orElse("ended");
                } catch (IOException e) {
                    return "broken";
                }
            });
            assertThatThrownBy(() -> line.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

            fault.off();

            assertThat(line.get(60, TimeUnit.SECONDS)).contains("ADDED");
            http.shutdownNow();
        }
    }

    @Test
    void expiresWatchesAsTheServerDoes() throws Exception {
        proxy.fault(request -> request.verb().equals("watch"), new KubernetesFault.ExpireWatch());
        try (var http = HttpClient.newBuilder()
                        .sslContext(plane.serverIdentity().clientContext())
                        .build();
                var events = watch(http)) {
            assertThat(events.readLine()).contains("ERROR", "410", "Expired");
            assertThat(events.readLine()).isNull();
        }
    }

    private BufferedReader watch(HttpClient http) throws Exception {
        var answer = http.send(request(maps + "?watch=true"), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** The next event of an object, passing over those of others. */
    private static String eventOf(BufferedReader events, String name) throws IOException {
        for (var event = events.readLine(); event != null; event = events.readLine()) {
            if (event.contains("\"name\":\"" + name + "\"")) {
                return event;
            }
        }
        throw new IOException("the watch has ended");
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(proxy.uri() + path))
                .header("Authorization", "Bearer " + kubeconfig.token())
                .build();
    }

    private boolean isThere() {
        return plane.api().find(maps + "/settings").isPresent();
    }
}
