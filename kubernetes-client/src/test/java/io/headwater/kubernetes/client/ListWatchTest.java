package io.headwater.kubernetes.client;

import static io.headwater.kubernetes.client.ClusterConnectionTest.list;
import static io.headwater.kubernetes.client.ClusterConnectionTest.object;
import static io.headwater.kubernetes.client.FakeApiServer.CONFIG_MAP;
import static io.headwater.kubernetes.client.FakeApiServer.ok;
import static io.headwater.kubernetes.client.FakeApiServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.client.FakeApiServer.Call;
import io.headwater.kubernetes.client.FakeApiServer.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ListWatchTest {

    private static final String ALL = "/api/v1/configmaps";

    private final FakeApiServer server = new FakeApiServer();
    private final ClusterConnection connection = server.connect();
    private final RecordingListener listener = new RecordingListener();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        connection.close();
        server.close();
    }

    @Test
    void listsOnceAndTellsWhatHappensAfterwards() throws InterruptedException {
        serve(
                (_, _) -> ok(list("5", "", object("a", 1))),
                (_, _) -> open(added("b", 6), changed("a", 7), deleted("b", 8)));

        follow();

        listener.await("listing", "item a", "listed 5", "changed b", "changed a", "deleted b 8");
    }

    @Test
    void goesOnFromTheLastVersionWithoutAnotherList() throws InterruptedException {
        serve((_, _) -> ok(list("5", "")), (_, before) -> switch (before) {
            case 0 -> ended(added("a", 6));
            case 1 -> ended(bookmark(20));
            default -> open(added("b", 21));
        });

        follow();

        listener.await("listing", "listed 5", "changed a", "changed b");
        assertThat(resourceVersionsAskedFor()).containsExactly("5", "6", "20");
        assertThat(lists()).isOne();
    }

    @Test
    void keepsAShortBreakToItself() throws InterruptedException {
        serve(
                (_, _) -> ok(list("5", "")),
                (_, before) -> before == 0 ? new Reply.Cut(added("a", 6) + "\n{\"type\":\"MOD") : open(added("b", 7)));

        follow();

        listener.await("listing", "listed 5", "changed a", "changed b");
        assertThat(resourceVersionsAskedFor()).containsExactly("5", "6");
    }

    @Test
    void tellsALongerBreakAndItsEnd() throws InterruptedException {
        var down = new AtomicBoolean(true);
        serve((_, _) -> ok(list("5", "")), (_, before) -> {
            if (before == 0) {
                return ended(added("a", 6));
            }
            return down.get() ? status(503, "ServiceUnavailable", "down", "{}") : open();
        });

        follow();
        listener.await("listing", "listed 5", "changed a", "lost SERVER_ERROR");
        down.set(false);

        listener.await("restored");
        assertThat(lists()).isOne();
    }

    @Test
    void listsAgainOnlyAfterTheServerHasForgotten() throws InterruptedException {
        serve(
                (_, before) -> ok(list(before == 0 ? "5" : "90", "", object("a", 1))),
                (call, _) -> version(call).equals("5")
                        ? open(
                                "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\"}}")
                        : open(added("b", 91)));

        follow();

        listener.await("listing", "item a", "listed 5", "listing", "item a", "listed 90", "changed b");
        assertThat(lists()).isEqualTo(2);
    }

    @Test
    void listsAgainWhenAKindThatWasGoneIsBack() throws InterruptedException {
        var gone = new AtomicBoolean();
        serve((_, before) -> gone.get() ? unserved() : ok(list(before == 0 ? "5" : "90", "")), (call, _) -> {
            if (gone.get()) {
                return unserved();
            }
            return version(call).equals("5") ? ended(deleted("a", 6)) : open();
        });
        gone.set(false);
        var following = follow();
        listener.await("listing", "listed 5", "deleted a 6");

        gone.set(true);
        listener.await("lost KIND_NOT_SERVED");
        gone.set(false);
        following.retryNow();

        listener.awaitLast("listed 90", "restored");
    }

    @Test
    void saysWhyItNeverBegan() throws InterruptedException {
        server.on(ALL, (_, _) -> status(403, "Forbidden", "may not list", "{}"));

        follow();

        listener.await("lost FORBIDDEN");
    }

    @Test
    void listsAgainWhenAskedTo() throws InterruptedException {
        serve((_, before) -> ok(list(before == 0 ? "5" : "9", "")), (_, _) -> open());
        var following = follow();
        listener.await("listing", "listed 5");

        following.resync();

        listener.await("listing", "listed 9");
    }

    @Test
    void tellsAgainWhatAListenerFailedOn() throws InterruptedException {
        serve((_, _) -> ok(list("5", "")), (call, _) -> version(call).equals("5") ? open(added("a", 6)) : open());
        listener.failOnceOn("changed a");

        follow();

        listener.await("listing", "listed 5", "changed a");
        assertThat(resourceVersionsAskedFor()).containsExactly("5", "5");
    }

    @Test
    void countsAWatchThatIsSilentForTooLongAsHanging() throws InterruptedException {
        var impatient = ConnectionOptions.standard().watches(Duration.ofMinutes(5), Duration.ofMillis(200));
        try (var short_ = server.connect(impatient)) {
            serve((_, _) -> ok(list("5", "")), (_, before) -> before == 0 ? open(added("a", 6)) : open(added("b", 7)));

            ListWatch.start(short_, CONFIG_MAP.all(), Selectors.NONE, listener);

            listener.await("listing", "listed 5", "changed a", "lost TIMED_OUT", "restored", "changed b");
        }
    }

    @Test
    void stopsWhenClosed() throws InterruptedException {
        serve((_, _) -> ok(list("5", "")), (_, _) -> open());
        var following = follow();
        listener.await("listing", "listed 5");

        following.close();

        assertThat(following.awaitStopped(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void stopsWithItsConnection() throws InterruptedException {
        serve((_, _) -> ok(list("5", "")), (_, _) -> open());
        var following = follow();
        listener.await("listing", "listed 5");

        connection.close();

        assertThat(following.awaitStopped(Duration.ofSeconds(5))).isTrue();
    }

    private ListWatch follow() {
        return ListWatch.start(connection, CONFIG_MAP.all(), Selectors.NONE, listener);
    }

    /** Answers lists and watches, each with the number that came before. */
    private void serve(BiFunction<Call, Integer, Reply> lists, BiFunction<Call, Integer, Reply> watches) {
        server.on(ALL, (call, _) -> {
            var watch = call.query().contains("watch=true");
            var before = (int) server.calls().stream()
                            .filter(each -> each.path().equals(ALL))
                            .filter(each -> each.query().contains("watch=true") == watch)
                            .count()
                    - 1;
            return watch ? watches.apply(call, before) : lists.apply(call, before);
        });
    }

    private long lists() {
        return server.calls().stream()
                .filter(call -> !call.query().contains("watch=true"))
                .count();
    }

    private List<String> resourceVersionsAskedFor() {
        return server.calls().stream()
                .filter(call -> call.query().contains("watch=true"))
                .map(ListWatchTest::version)
                .toList();
    }

    private static String version(Call call) {
        return call.query().replaceAll(".*resourceVersion=([0-9]+).*", "$1");
    }

    private Reply open(String... events) {
        return new Reply.Stream(List.of(events), end::await);
    }

    private static Reply ended(String... events) {
        return new Reply.Stream(List.of(events), () -> {});
    }

    private static Reply unserved() {
        return new Reply.Whole(404, "404 page not found", java.util.Map.of());
    }

    private static String added(String name, int version) {
        return event("ADDED", object(name, version));
    }

    private static String changed(String name, int version) {
        return event("MODIFIED", object(name, version));
    }

    private static String deleted(String name, int version) {
        return event("DELETED", object(name, version));
    }

    private static String bookmark(int version) {
        return event("BOOKMARK", "{\"metadata\":{\"resourceVersion\":\"%d\"}}".formatted(version));
    }

    private static String event(String type, String object) {
        return "{\"type\":\"%s\",\"object\":%s}".formatted(type, object);
    }
}
