package io.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headwater.gateway.fixture.EventReader;
import io.headwater.gateway.fixture.GatewayWorld;
import io.headwater.kubernetes.yaml.ManifestWriter;
import io.headwater.repositories.fixture.Await;
import io.headwater.schemas.avro.HealthCode;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask a gateway, against one that runs. */
@WithControlPlane
@WithKafka
class CommandsIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OPERATION = """
            {"sync": {"status": "Synced"}, "health": {"status": "Healthy"},
             "operationState": {"phase": "%s", "message": "%s", "startedAt": "%s"%s, "operation": {"info": [{"name": "id", "value": "%s"}]}}}""";

    private ControlPlane hub;
    private TestKafka kafka;
    private String namespace;
    private GatewayWorld world;

    @BeforeEach
    void start(ControlPlane plane, TestKafka broker, @FreshNamespace String fresh, @TempDir Path directory)
            throws IOException {
        hub = plane;
        kafka = broker;
        namespace = fresh;
        world = GatewayWorld.start(broker, plane, fresh, directory, Map.of());
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Invocation headwater(String... arguments) {
        return headwater(new StringWriter(), arguments);
    }

    private Invocation headwater(StringWriter out, String... arguments) {
        return Invocation.into(
                out,
                Stream.concat(
                                Stream.of(arguments),
                                Stream.of("--server", world.uri().toString()))
                        .toArray(String[]::new));
    }

    private void awaitShown(String name, String sync) {
        try (var events = EventReader.open(world.uri(), "/api/v1/stream/applications?name=" + name, "")) {
            events.await(event -> event.json()
                    .at("/result/application/status/sync/status")
                    .asText()
                    .equals(sync));
        }
    }

    private void shop(String sync, HealthCode health) {
        world.application("shop");
        world.status("shop", sync, health);
        awaitShown("shop", sync);
    }

    @Test
    void listsApplicationsForPeopleAndForScripts() {
        shop("Synced", HealthCode.HEALTHY);

        var table = headwater("app", "list");
        assertThat(table.exitCode()).isZero();
        assertThat(table.out().lines())
                .anyMatch(line ->
                        line.matches("NAME +CLUSTER +NAMESPACE +PROJECT +STATUS +HEALTH +SYNCPOLICY +CONDITIONS"))
                .anyMatch(line -> line.matches(namespace
                        + "/shop +https://kubernetes.default.svc +shop +default +Synced +Healthy +Auto-Prune +<none>"));
        assertThat(headwater("app", "list", "-o", "wide").out())
                .contains("REPO", "PATH", "TARGET", "https://git.example/shop.git");
        assertThat(parse(headwater("app", "list", "-o", "json").out())
                        .at("/0/metadata/name")
                        .asText())
                .isEqualTo("shop");
        assertThat(headwater("app", "list", "-o", "yaml").out()).contains("\n    name: shop\n");
        assertThat(headwater("app", "list", "-o", "xml").exitCode()).isEqualTo(2);
    }

    @Test
    void showsOneApplication() {
        shop("OutOfSync", HealthCode.DEGRADED);

        assertThat(headwater("app", "get", "shop").out())
                .contains("OutOfSync (aaaaaaa)", "Degraded", "https://git.example/shop.git web main");
        assertThat(headwater("app", "get", namespace + "/shop").exitCode()).isZero();
        var json = headwater("app", "get", "shop", "-o", "json");
        assertThat(parse(json.out()).at("/spec/source/path").asText()).isEqualTo("web");
        assertThat(headwater("app", "get", "shop", "-o", "yaml").out())
                .isEqualTo(ManifestWriter.write(parse(json.out())));
    }

    @Test
    void saysInOneLineWhatIsNotThere() {
        for (var command : new String[] {"get", "sync", "wait"}) {
            var invocation = headwater("app", command, "nothing");
            assertThat(invocation.exitCode()).isEqualTo(22);
            assertThat(invocation.err().lines())
                    .containsExactly("headwater: there is no application " + namespace + "/nothing");
        }
    }

    @Test
    void saysInOneLineThatTheGatewayIsNotThere() {
        world.stopGateway();
        try {
            for (var command : new String[][] {{"app", "list"}, {"app", "wait", "shop"}, {"audit", "tail"}}) {
                var invocation = headwater(command);
                assertThat(invocation.exitCode()).isEqualTo(20);
                assertThat(invocation.err().lines()).singleElement().asString().contains("does not answer", "--server");
            }
        } finally {
            world.startGateway();
        }
    }

    @Test
    void waitsUntilAnApplicationIsAsItShouldBe() {
        shop("OutOfSync", HealthCode.HEALTHY);
        var waiting = CompletableFuture.supplyAsync(() -> headwater("app", "wait", "shop", "--timeout", "30"));

        assertThat(headwater("app", "wait", "shop", "--health", "--timeout", "10")
                        .exitCode())
                .isZero();
        world.status("shop", "Synced", HealthCode.HEALTHY);

        assertThat(waiting.join().exitCode()).isZero();
        assertThat(waiting.join().out().lines())
                .endsWith("Synced Healthy", "shop is synced and healthy, and no operation runs");
    }

    @Test
    void waitsNoLongerThanItIsTold() {
        world.application("shop");
        world.status("shop", """
                {"sync": {"status": "Unknown"}, "health": {"status": "Healthy"},
                 "conditions": [{"type": "ComparisonError", "message": "a.yaml:1:1: broken"}]}""");
        awaitShown("shop", "Unknown");

        var invocation = headwater("app", "wait", "shop", "--timeout", "1");

        assertThat(invocation.exitCode()).isEqualTo(23);
        assertThat(invocation.err().lines())
                .containsExactly("headwater: shop is Unknown and Healthy after 1 s: a.yaml:1:1: broken");
    }

    @Test
    void goesOnWaitingWhileTheGatewayIsStartedAnew() {
        shop("OutOfSync", HealthCode.HEALTHY);
        var out = new StringWriter();
        var waiting = CompletableFuture.supplyAsync(() -> headwater(out, "app", "wait", "shop", "--timeout", "60"));
        Await.until("it waits", Duration.ofSeconds(20), () -> out.toString().contains("OutOfSync Healthy"));
        world.stopGateway();
        world.startGateway();
        world.status("shop", "Synced", HealthCode.HEALTHY);

        assertThat(waiting.join().exitCode()).as(waiting.join().err()).isZero();
    }

    @Test
    void endsWaitingForWhatIsDeleted() {
        shop("OutOfSync", HealthCode.HEALTHY);
        var out = new StringWriter();
        var waiting =
                CompletableFuture.supplyAsync(() -> headwater(out, "app", "wait", "shop", "--operation", "--sync"));
        Await.until("it waits", Duration.ofSeconds(20), () -> out.toString().contains("OutOfSync Healthy"));
        world.applicationRemoved("shop");

        var invocation = waiting.join();
        assertThat(invocation.exitCode()).isEqualTo(22);
        assertThat(invocation.err()).contains("shop");
    }

    @Test
    void syncsAndFollowsTheOperationToItsEnd() {
        create("shop");
        shop("OutOfSync", HealthCode.HEALTHY);
        world.status("shop", operation("Succeeded", "an older one", "1", true));
        awaitShown("shop", "Synced");
        var syncing =
                CompletableFuture.supplyAsync(() -> headwater("app", "sync", "shop", "--prune", "--timeout", "60"));
        awaitOperation();

        world.status("shop", operation("Running", "applies 2 objects", "2", false));
        world.status("shop", operation("Succeeded", "all is done", "2", true));

        assertThat(syncing.join()).satisfies(done -> {
            assertThat(done.exitCode()).as(done.err()).isZero();
            assertThat(done.out()).contains("Succeeded all is done").doesNotContain("an older one");
        });
    }

    @Test
    void endsWithOneWhereASyncFails() {
        create("shop");
        shop("OutOfSync", HealthCode.HEALTHY);
        var syncing = CompletableFuture.supplyAsync(() -> headwater("app", "sync", "shop", "--timeout", "60"));
        awaitOperation();
        world.status("shop", operation("Failed", "one object is refused", "3", true));

        assertThat(syncing.join().exitCode()).isEqualTo(1);
        assertThat(syncing.join().out()).contains("Failed one object is refused");
    }

    @Test
    void doesNotWaitForASyncIfToldSoAndSaysThatOneIsRunning() {
        create("shop");
        shop("OutOfSync", HealthCode.HEALTHY);

        assertThat(headwater("app", "sync", "shop", "--async").exitCode()).isZero();
        var second = headwater("app", "sync", "shop", "--async");

        assertThat(second.exitCode()).isEqualTo(21);
        assertThat(second.err().lines()).singleElement().asString().contains("already in progress");
    }

    @Test
    void showsTheAudit() {
        create("shop");
        shop("OutOfSync", HealthCode.HEALTHY);
        headwater("app", "sync", "shop", "--async");

        Await.until("the audit", Duration.ofSeconds(20), () -> headwater("audit", "tail")
                .out()
                .matches("(?s).*anonymous +sync +accepted +" + namespace + "/shop.*"));
        assertThat(parse(headwater("audit", "tail", "-o", "json")
                                .out()
                                .lines()
                                .findFirst()
                                .orElseThrow())
                        .path("action")
                        .asText())
                .isEqualTo("sync");
    }

    @Test
    void sendsTheToken(ControlPlane plane, @FreshNamespace String other, @TempDir Path directory) throws IOException {
        var token =
                Files.writeString(directory.resolve("token"), "open sesame\n").toString();
        try (var guarded = GatewayWorld.start(kafka, plane, other, directory, Map.of("gateway.token.file", token))) {
            var server = guarded.uri().toString();
            assertThat(Invocation.of("app", "list", "--server", server, "--token-file", token)
                            .exitCode())
                    .isZero();
            var without = Invocation.of("app", "list", "--server", server);
            assertThat(without.exitCode()).isEqualTo(21);
            assertThat(without.err()).contains("--token-file");
        }
    }

    /** The command has seen what was before, and asked. */
    private void awaitOperation() {
        Await.until("the operation is on the hub", Duration.ofSeconds(20), () -> hub.kubectl(
                        "get", "application", "shop", "-n", namespace, "-o", "jsonpath={.operation.sync}")
                .startsWith("{"));
    }

    private static String operation(String phase, String message, String id, boolean finished) {
        var startedAt = "2026-01-01T00:00:0%sZ".formatted(id);
        return OPERATION.formatted(
                phase, message, startedAt, finished ? ", \"finishedAt\": \"" + startedAt + "\"" : "", id);
    }

    private void create(String name) {
        hub.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: %s, namespace: %s}
                spec: {project: default, source: {repoURL: "https://git.example/shop.git", path: web}, destination: {namespace: shop}}
                """.formatted(name, namespace));
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
