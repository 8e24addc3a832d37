package io.headwater.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headwater.gateway.fixture.EventReader;
import io.headwater.gateway.fixture.GatewayWorld;
import io.headwater.repositories.fixture.TopicView;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.AuditRecorded;
import io.headwater.schemas.avro.HealthCode;
import io.headwater.schemas.avro.ObjectRef;
import io.headwater.schemas.avro.Orphan;
import io.headwater.schemas.avro.WebhookReceived;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway over HTTP, with a real broker and a real API server as its hub. */
@WithControlPlane
@WithKafka
class GatewayIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PUSH = """
            {"ref": "refs/heads/main", "before": "%s", "after": "%s",
             "repository": {"clone_url": "https://git.example/shop.git", "default_branch": "main"}}""".formatted("a".repeat(40), "b".repeat(40));

    private final HttpClient client = HttpClient.newHttpClient();
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
        client.close();
    }

    @Test
    void listsAndShowsApplications() {
        world.application("shop");
        world.application("stock");
        world.status("shop", "Synced", HealthCode.HEALTHY);
        try (var events = EventReader.open(world.uri(), "/api/v1/stream/applications?name=shop", "")) {
            events.await(event -> syncOf(event).equals("Synced"));
        }

        assertThat(get("/api/v1/applications").findValuesAsText("repoURL"))
                .containsExactly("https://git.example/shop.git", "https://git.example/shop.git");
        var shop = get("/api/v1/applications/shop");
        assertThat(shop.at("/metadata/namespace").asText()).isEqualTo(namespace);
        assertThat(shop.at("/status/health/status").asText()).isEqualTo("Healthy");
        assertThat(get("/api/v1/applications/shop/managed-resources").path("items"))
                .isEmpty();
    }

    @Test
    void saysWhatIsNotThereAndWhatIsWronglyAsked() {
        assertThat(ask("GET", "/api/v1/applications/nothing", "").statusCode()).isEqualTo(404);
        assertThat(messageOf(ask("GET", "/api/v1/applications/nothing", "")))
                .isEqualTo("there is no application " + namespace + "/nothing");
        assertThat(messageOf(ask("GET", "/api/v1/applications/nothing?appNamespace=else", "")))
                .isEqualTo("there is no application else/nothing");
        assertThat(ask("GET", "/api/v1/applications/nothing?refresh=hard", "").statusCode())
                .isEqualTo(404);
        assertThat(messageOf(ask("GET", "/api/v2/applications", ""))).isEqualTo("there is no GET /api/v2/applications");
        var wrong = ask("POST", "/api/v1/applications/shop/sync", "[1]");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(messageOf(wrong)).isEqualTo("the body is not a JSON object");
        assertThat(ask("POST", "/api/v1/applications/shop/sync", "x".repeat(5 * 1024 * 1024))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void tellsReadersInOrderAndLetsThemGoOn() {
        world.application("shop");
        String last;
        try (var events = EventReader.open(world.uri(), "/api/v1/stream/applications", "")) {
            events.await(event -> event.type().equals("complete"));
            world.status("shop", "OutOfSync", HealthCode.MISSING);
            last = events.await(event -> syncOf(event).equals("OutOfSync")).id();
        }
        for (var number = 0; number < 20; number++) {
            world.status("shop", "Number" + number, HealthCode.HEALTHY);
        }
        try (var events = EventReader.open(world.uri(), "/api/v1/stream/applications", last)) {
            events.await(event -> syncOf(event).equals("Number19"));

            assertThat(events.seen())
                    .extracting(EventReader.Event::type)
                    .doesNotContain("reset")
                    .contains("complete");
            assertThat(events.seen().stream()
                            .filter(event -> event.type().equals("message"))
                            .map(GatewayIT::syncOf))
                    .hasSize(20)
                    .startsWith("Number0", "Number1")
                    .endsWith("Number18", "Number19");
        }
    }

    @Test
    void letsReadersOfAnEarlierProcessBeginAnew() {
        world.application("shop");
        world.status("shop", "Synced", HealthCode.HEALTHY);
        String last;
        try (var events = EventReader.open(world.uri(), "/api/v1/stream/applications", "")) {
            last = events.await(event -> syncOf(event).equals("Synced")).id();
        }
        world.stopGateway();
        world.startGateway();

        try (var events = EventReader.open(world.uri(), "/api/v1/stream/applications", last)) {
            events.await(event -> syncOf(event).equals("Synced"));
            assertThat(events.seen().getFirst().type()).isEqualTo("reset");
        }
    }

    @Test
    void tellsOfOneApplicationAloneIfAsked() {
        world.application("shop");
        world.application("stock");
        try (var events = EventReader.open(world.uri(), "/api/v1/stream/applications?name=stock&objects=true", "")) {
            events.await(event -> event.type().equals("complete"));
            world.drift("shop");
            world.drift("stock");
            world.status("shop", "Synced", HealthCode.HEALTHY);
            world.applicationRemoved("stock");
            events.await(event -> event.data().contains("DELETED"));

            assertThat(events.seen()).noneMatch(event -> event.data().contains("\"name\":\"shop\""));
            assertThat(events.seen()).anyMatch(event -> event.type().equals("objects"));
        }
    }

    @Test
    void listsOrphansBesideTheObjectsOfAnApplication() {
        world.application("shop");
        try (var events = EventReader.open(world.uri(), "/api/v1/stream/applications?name=shop&objects=true", "")) {
            events.await(event -> event.type().equals("complete"));
            world.drift("shop", List.of(), List.of(new Orphan(new ObjectRef("", "ConfigMap", "shop", "stray"), "v1")));
            events.await(event -> event.type().equals("objects"));
        }

        assertThat(get("/api/v1/applications/shop/managed-resources").path("items"))
                .singleElement()
                .isEqualTo(parse("""
                        {"group": "", "version": "v1", "kind": "ConfigMap", "namespace": "shop", "name": "stray",
                         "status": "Orphaned", "difference": "orphaned"}"""));
    }

    @Test
    void writesASyncIntoTheApplicationAndAuditsIt() {
        create("shop");
        world.application("shop");
        var audit = world.view(Topics.AUDIT);

        var answer = ask("POST", "/api/v1/applications/shop/sync", "{\"revision\": \"main\", \"prune\": true}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var operation = parse(hub.kubectl("get", "application", "shop", "-n", namespace, "-o", "json"))
                .path("operation");
        assertThat(operation.at("/initiatedBy/username").asText()).isEqualTo("anonymous");
        assertThat(operation.at("/sync/revision").asText()).isEqualTo("main");
        assertThat(operation.at("/sync/prune").asBoolean()).isTrue();
        assertThat(operation.at("/info/0/name").asText()).isEqualTo("headwater.io/operation-id");
        awaitAudit(
                audit,
                entry -> entry.getAction().equals("sync")
                        && entry.getOutcome().equals("accepted")
                        && String.valueOf(entry.getApplication()).contains("shop"));

        var second = ask("POST", "/api/v1/applications/shop/sync", "{}");
        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(messageOf(second)).contains("already in progress").contains("wait");
        assertThat(ask("POST", "/api/v1/applications/nothing/sync", "{}").statusCode())
                .isEqualTo(404);
        awaitAudit(
                audit,
                entry -> entry.getDetail().equals("MISSING")
                        && entry.getOutcome().equals("refused"));
    }

    @Test
    void refusesASyncThatTheHubDoesNotTake() {
        create("shop");

        var answer = ask("POST", "/api/v1/applications/shop/sync", "{\"revision\": {\"not\": \"text\"}}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(messageOf(answer)).contains("revision");
    }

    @Test
    void marksAnApplicationToBeLookedAtAnew() {
        create("shop");

        assertThat(ask("GET", "/api/v1/applications/shop?refresh=hard", "").statusCode())
                .isEqualTo(200);

        assertThat(parse(hub.kubectl("get", "application", "shop", "-n", namespace, "-o", "json"))
                        .path("metadata")
                        .path("annotations")
                        .path("argocd.argoproj.io/refresh")
                        .asText())
                .isEqualTo("hard");
    }

    @Test
    void takesPushesThatAreSignedAndNoOthers() throws GeneralSecurityException {
        hub.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: argocd-secret, namespace: %s}
                stringData: {webhook.github.secret: "not a real secret"}
                """.formatted(namespace));
        var audit = world.view(Topics.AUDIT);
        var webhooks = world.view(Topics.WEBHOOKS);

        assertThat(push("push", "sha256=" + "0".repeat(64)).statusCode()).isEqualTo(401);
        assertThat(push("push", "").statusCode()).isEqualTo(401);
        assertThat(push("push", signature()).statusCode()).isEqualTo(202);

        var received = webhooks.await("the push", newest -> newest.values().stream()
                .map(WebhookReceived.class::cast)
                .findFirst());
        assertThat(received.getAfter()).isEqualTo("b".repeat(40));
        assertThat(webhooks.count()).isEqualTo(1);
        awaitAudit(
                audit,
                entry -> entry.getOutcome().equals("refused")
                        && entry.getDetail().contains("webhook.github.secret"));
        awaitAudit(
                audit,
                entry -> entry.getOutcome().equals("accepted")
                        && entry.getSubject().equals("https://git.example/shop.git"));
    }

    @Test
    void believesNoCommitWhereNoSecretIsKept() {
        var webhooks = world.view(Topics.WEBHOOKS);

        assertThat(push("push", "").statusCode()).isEqualTo(202);
        assertThat(push("ping", "").statusCode()).isEqualTo(200);
        assertThat(ask("POST", "/api/webhook", PUSH).statusCode()).isEqualTo(400);

        var received = webhooks.await("the push", newest -> newest.values().stream()
                .map(WebhookReceived.class::cast)
                .findFirst());
        assertThat(received.getAfter()).isEmpty();
    }

    @Test
    void refusesPagesOfOtherSites() {
        world.application("shop");
        for (var header : List.of("Origin: https://evil.example", "Sec-Fetch-Site: cross-site", "Origin: null")) {
            var answer = ask("GET", "/api/v1/applications?refresh=hard", "", header.split(": "));
            assertThat(answer.statusCode()).as(header).isEqualTo(403);
            assertThat(messageOf(answer)).contains("other sites");
        }
        var same = "http://" + world.uri().getAuthority();
        assertThat(ask("GET", "/api/v1/applications", "", "Origin", same).statusCode())
                .isEqualTo(200);
    }

    @Test
    void letsNobodyInWithoutTheToken(ControlPlane plane, @FreshNamespace String other, @TempDir Path directory)
            throws IOException {
        var file = Files.writeString(directory.resolve("token"), "open sesame\n");
        var settings = Map.of("gateway.token.file", file.toString());
        try (var guarded = GatewayWorld.start(kafka, plane, other, directory, settings)) {
            var without = HttpRequest.newBuilder(guarded.uri().resolve("/api/v1/applications"));
            assertThat(send(without.copy()).statusCode()).isEqualTo(401);
            assertThat(messageOf(send(without.copy()))).contains("Authorization: Bearer");
            assertThat(send(without.copy().header("authorization", "Bearer wrong"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(send(without.copy().header("authorization", "Bearer open sesame"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(send(HttpRequest.newBuilder(guarded.uri().resolve("/healthz")))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private void create(String name) {
        hub.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: %s, namespace: %s}
                spec: {project: default, source: {repoURL: "https://git.example/shop.git", path: web}, destination: {namespace: shop}}
                """.formatted(name, namespace));
    }

    private HttpResponse<String> push(String event, String signature) {
        return ask("POST", "/api/webhook", PUSH, "X-GitHub-Event", event, "X-Hub-Signature-256", signature);
    }

    private HttpResponse<String> ask(String method, String path, String body, String... headers) {
        var request =
                HttpRequest.newBuilder(world.uri().resolve(path)).method(method, BodyPublishers.ofString(body, UTF_8));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private JsonNode get(String path) {
        var answer = ask("GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return parse(answer.body());
    }

    private static String messageOf(HttpResponse<String> answer) {
        return parse(answer.body()).path("message").asText();
    }

    private static String syncOf(EventReader.Event event) {
        return event.json().at("/result/application/status/sync/status").asText();
    }

    private static void awaitAudit(TopicView audit, Predicate<AuditRecorded> wanted) {
        audit.await("the audit", newest -> audit.written().stream()
                .flatMap(record -> record.value().stream())
                .map(AuditRecorded.class::cast)
                .filter(wanted)
                .findFirst());
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private static String signature() throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("not a real secret".getBytes(UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(PUSH.getBytes(UTF_8)));
    }
}
