package io.headwater.kubernetes.client;

import static io.headwater.kubernetes.client.FakeApiServer.CONFIG_MAP;
import static io.headwater.kubernetes.client.FakeApiServer.ok;
import static io.headwater.kubernetes.client.FakeApiServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.FakeApiServer.Reply;
import io.headwater.kubernetes.client.KubernetesException.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterConnectionTest {

    private static final String WEB = "/api/v1/namespaces/shop/configmaps/web";
    private static final String ALL = "/api/v1/configmaps";
    private static final WriteOptions US = WriteOptions.as("headwater");

    private final FakeApiServer server = new FakeApiServer();
    private ClusterConnection connection = server.connect();

    @AfterEach
    void stop() {
        connection.close();
        server.close();
    }

    @Test
    void appliesInItsNameAndWithinItsTime() {
        server.on(WEB, (_, _) -> ok(object("web", 1)));

        connection.apply(web(), tree(), US.forced(true).within(Duration.ofMillis(2500)));

        assertThat(server.lines())
                .containsExactly("PATCH " + WEB + "?fieldManager=headwater&fieldValidation=Warn&force=true&timeout=3s");
        assertThat(server.calls().getFirst().authorization()).isEqualTo("Bearer secret-token");
    }

    @Test
    void deletesWithPreconditionsInTheBody() {
        server.on(WEB, (_, _) -> ok("{\"kind\":\"Status\",\"status\":\"Success\"}"));

        assertThat(connection.delete(web(), DeleteOptions.exactly("u", "7", DeleteOptions.Propagation.FOREGROUND)))
                .isEmpty();
        assertThat(server.calls().getFirst().body())
                .contains("\"propagationPolicy\":\"Foreground\"")
                .contains("\"preconditions\":{\"uid\":\"u\",\"resourceVersion\":\"7\"}");
    }

    @Test
    void repeatsAWriteThatWasRefusedUnseen() {
        server.on(WEB, (_, before) -> before == 0 ? busy(0) : ok(object("web", 1)));

        assertThat(connection.apply(web(), tree(), US).name()).isEqualTo("web");
    }

    @Test
    void givesUpOnAServerThatIsBusyForLongerThanTheCallMayTake() {
        server.on(WEB, (_, _) -> busy(60));

        var exception = failure(() -> connection.apply(web(), tree(), US));

        assertThat(exception.code()).isEqualTo(Code.TOO_MANY_REQUESTS);
        assertThat(exception.retryAfter()).contains(Duration.ofSeconds(60));
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void doesNotRepeatAWriteThatMayHaveBeenCarriedOut() {
        server.on(WEB, (_, _) -> new Reply.Cut("{"));

        assertThat(failure(() -> connection.apply(web(), tree(), US)).code()).isEqualTo(Code.OUTCOME_UNKNOWN);
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void holdsTheBodyBackWhenTheGuardObjectsAfterTheServerHasBegun() {
        server.on(WEB, (_, _) -> ok(object("web", 1)));
        var asked = new AtomicInteger();
        var objection = new IllegalStateException("no more");

        var guarded = connection.guardedBy(() -> {
            if (asked.incrementAndGet() == 2) {
                throw objection;
            }
        });

        assertThatThrownBy(() -> guarded.apply(web(), tree(), US)).isSameAs(objection);
        assertThat(server.calls()).isEmpty();
        assertThat(guarded.apply(web(), tree(), US).name()).isEqualTo("web");
    }

    @Test
    void sendsNothingWhenTheGuardObjectsAtOnce() {
        server.on(WEB, (_, _) -> ok(object("web", 1)));
        var objection = new IllegalStateException("never");

        assertThatThrownBy(() -> connection
                        .guardedBy(() -> {
                            throw objection;
                        })
                        .apply(web(), tree(), US))
                .isSameAs(objection);
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void givesUpWhenTheBodyDoesNotCome() throws InterruptedException {
        var over = new CountDownLatch(1);
        server.on(WEB, (_, _) -> new Reply.Stream(List.of("{"), over::await));

        var late = failure(() -> connection.apply(web(), tree(), US.within(Duration.ofMillis(200))));

        assertThat(late.code()).isEqualTo(Code.OUTCOME_UNKNOWN);
        assertThat(late).hasMessageContaining("no answer within 200 ms").hasMessageContaining("read it again");
        over.countDown();
    }

    @Test
    void knowsThatNothingWasDoneWhereNobodyListens() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (var nowhere = ClusterConnection.fromArgoClusterSecret("http://127.0.0.1:" + port, Map.of())) {
            assertThat(failure(() -> nowhere.apply(web(), tree(), US)).code()).isEqualTo(Code.UNREACHABLE);
        }
    }

    @Test
    void listsAllPages() {
        server.on(
                ALL,
                (call, _) -> ok(
                        call.query().contains("continue=two")
                                ? list("9", "", object("b", 2))
                                : list("9", "two", object("a", 1))));

        var listed = connection.list(CONFIG_MAP.all(), Selectors.labelled("app=web"));

        assertThat(listed.resourceVersion()).isEqualTo("9");
        assertThat(listed.items()).extracting(KubernetesObject::name).containsExactly("a", "b");
        assertThat(listed.items().getFirst().kind()).isEqualTo("ConfigMap");
        assertThat(listed.items().getFirst().apiVersion()).isEqualTo("v1");
        assertThat(server.lines())
                .containsExactly(
                        "GET " + ALL + "?labelSelector=app%3Dweb&limit=500",
                        "GET " + ALL + "?labelSelector=app%3Dweb&limit=500&continue=two");
    }

    @Test
    void beginsAgainWhenAPageHasExpired() {
        server.on(ALL, (call, before) -> {
            if (before == 1) {
                return status(410, "Expired", "the provided continue parameter is too old", "{}");
            }
            return ok(
                    call.query().contains("continue=two")
                            ? list("12", "", object("b", 2))
                            : list(before == 0 ? "9" : "12", "two", object("a", 1)));
        });
        var taken = new ArrayList<String>();

        var end = connection.list(CONFIG_MAP.all(), Selectors.NONE, new ListSink() {
            @Override
            public void restarted() {
                taken.add("restarted");
            }

            @Override
            public void item(KubernetesObject object) {
                taken.add(object.name());
            }
        });

        assertThat(taken).containsExactly("a", "restarted", "a", "b");
        assertThat(end).isEqualTo(new ListEnd("12", 2));
    }

    @Test
    void asksForAllAtOnceWhenPagesExpireAgainAndAgain() {
        server.on(
                ALL,
                (call, _) -> call.query().contains("continue")
                        ? status(410, "Expired", "too old", "{}")
                        : ok(call.query().contains("limit") ? list("9", "two") : list("9", "", object("a", 1))));

        assertThat(connection.list(CONFIG_MAP.all(), Selectors.NONE).items()).hasSize(1);
    }

    @Test
    void takesAListThatBreaksOffForNone() {
        server.on(
                ALL, (_, _) -> new Reply.Cut("{\"metadata\":{\"resourceVersion\":\"9\"},\"items\":[" + object("a", 1)));

        assertThat(failure(() -> connection.list(CONFIG_MAP.all(), Selectors.NONE))
                        .type())
                .isEqualTo(KubernetesException.Type.RETRY);
    }

    @Test
    void takesAnAnswerWithoutItemsForNoList() {
        server.on(ALL, (_, _) -> ok("{\"metadata\":{\"resourceVersion\":\"9\"}}"));

        assertThat(failure(() -> connection.list(CONFIG_MAP.all(), Selectors.NONE))
                        .code())
                .isEqualTo(Code.UNEXPECTED);
    }

    @Test
    void readsTheTokenAgainWhenItIsRefused(@TempDir Path folder) throws IOException {
        var kubeconfig = folder.resolve("config");
        Files.writeString(kubeconfig, kubeconfig("old"));
        server.on(
                WEB,
                (call, _) -> call.authorization().equals("Bearer new")
                        ? ok(object("web", 1))
                        : status(401, "Unauthorized", "Unauthorized", "{}"));
        var clock = new PassingClock();
        try (var rotating = ClusterConnection.fromKubeconfig(kubeconfig, null, optionsWith(clock))) {
            assertThat(failure(() -> rotating.get(web())).code()).isEqualTo(Code.UNAUTHORIZED);
            Files.writeString(kubeconfig, kubeconfig("new"));
            clock.pass(Duration.ofMinutes(1));
            assertThat(rotating.get(web()).name()).isEqualTo("web");
        }
    }

    private static ConnectionOptions optionsWith(Clock clock) {
        var standard = ConnectionOptions.standard();
        return new ConnectionOptions(
                standard.userAgent(),
                standard.requestTimeout(),
                standard.heartbeat(),
                standard.patience(),
                standard.watchTimeout(),
                standard.silence(),
                clock,
                standard.random());
    }

    private String kubeconfig(String token) {
        return """
               {"current-context": "c", "clusters": [{"name": "c", "cluster": {"server": "%s"}}],
                "users": [{"name": "u", "user": {"token": "%s"}}], "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"}}]}
               """.formatted(server.url(), token);
    }

    private static ResourcePath web() {
        return CONFIG_MAP.object("shop", "web");
    }

    private static ObjectNode tree() {
        return (ObjectNode) Json.tree("{\"kind\":\"ConfigMap\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static Reply busy(int seconds) {
        return new Reply.Whole(429, "", Map.of("Retry-After", Integer.toString(seconds)));
    }

    static String object(String name, int version) {
        return "{\"metadata\":{\"name\":\"%s\",\"namespace\":\"shop\",\"resourceVersion\":\"%d\"}}"
                .formatted(name, version);
    }

    static String list(String version, String continuation, String... items) {
        return "{\"kind\":\"ConfigMapList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"%s\",\"continue\":\"%s\"},\"items\":[%s]}"
                .formatted(version, continuation, String.join(",", items));
    }

    private static KubernetesException failure(ThrowingCallable call) {
        return catchThrowableOfType(KubernetesException.class, call);
    }
}
