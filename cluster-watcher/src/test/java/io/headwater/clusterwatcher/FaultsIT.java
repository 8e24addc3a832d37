package io.headwater.clusterwatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.clusterwatcher.LiveTopic.Word;
import io.headwater.kubernetes.GroupKind;
import io.headwater.schemas.avro.KindCompleted;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.fault.FaultProxy;
import io.headwater.testcluster.fault.KubernetesFault;
import io.headwater.testcluster.fault.KubernetesFaultProxy;
import io.headwater.testcluster.fault.KubernetesRequest;
import io.headwater.testcluster.junit.Cluster;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands on {@code live} while the way to the cluster, an answer of it, or a process breaks. */
@WithKafka
@WithControlPlane
class FaultsIT {

    private static final String NAME = "cluster-watcher";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");

    private final TestKafka kafka;
    private final ControlPlane plane;
    private final String namespace;
    private final ClusterUser user;
    private final KubernetesFaultProxy proxy;
    private Installation headwater;
    private LiveTopic live;
    private Path directory;

    FaultsIT(TestKafka kafka, @Cluster(NAME) ControlPlane plane, @Cluster(NAME) @FreshNamespace String namespace) {
        this.kafka = kafka;
        this.plane = plane;
        this.namespace = namespace;
        this.user = new ClusterUser(plane, namespace);
        this.proxy = KubernetesFaultProxy.inFrontOf(plane);
    }

    @BeforeEach
    void install(@TempDir Path temporary) throws IOException {
        directory = temporary;
        headwater = new Installation(kafka, temporary, namespace);
        live = headwater.live();
        headwater.onTheHub();
    }

    @AfterEach
    void remove() throws Exception {
        headwater.close();
        proxy.close();
    }

    @Test
    void withdrawsNothingWhileTheClusterIsOutOfReachAndCatchesUp() {
        try (var way = FaultProxy.to(plane.server().getPort())) {
            var account = user.watcher("watcher")
                    .at(URI.create("https://127.0.0.1:" + way.port()), directory.resolve("kubeconfig.yaml"));
            headwater.start(account, "watcher");
            var edited = writes("edited", "before");
            var deleted = writes("deleted", "before");
            awaitVersion("edited", edited);
            awaitVersion("deleted", deleted);
            var reachable = Instant.now();

            way.refuse();

            live.await("the cluster is out of reach", () -> live.cluster(Installation.HUB)
                    .filter(cluster -> cluster.getFailure() != null)
                    .isPresent());
            live.await("the kind is unknown", () -> !isComplete());
            assertThat(live.cluster(Installation.HUB).orElseThrow().getSince())
                    .isBetween(reachable.minusSeconds(1), Instant.now());
            assertThat(live.cluster(Installation.HUB).orElseThrow().getKinds())
                    .as("what it serves is known all the same")
                    .isNotEmpty();
            var after = writes("edited", "meanwhile");
            user.deletes("deleted");
            var created = writes("created", "meanwhile");
            assertThat(live.about(headwater.application(), headwater.key("deleted")))
                    .containsExactly(new Word(deleted, false));

            way.allow();

            awaitVersion("edited", after);
            awaitVersion("created", created);
            awaitGone("deleted");
            live.await("the cluster is back", () -> live.cluster(Installation.HUB)
                    .filter(cluster -> cluster.getFailure() == null)
                    .isPresent());
            awaitComplete();
            assertThat(live.about(headwater.application(), headwater.key("edited")))
                    .containsExactly(new Word(edited, false), new Word(after, false));
        }
    }

    @Test
    void goesOnWhereAWatchWasCut() {
        proxy.fault(1, this::isWatch, new KubernetesFault.Cut(0));
        startBehindProxy();
        awaitComplete();
        var epoch = live.kind(Installation.HUB, CONFIG_MAP).orElseThrow().getEpoch();

        var created = writes("settings", "one");
        awaitVersion("settings", created);
        awaitVersion("settings", writes("settings", "two"));

        assertThat(live.kind(Installation.HUB, CONFIG_MAP).orElseThrow().getEpoch())
                .as("nothing had to be listed again")
                .isEqualTo(epoch);
    }

    @Test
    void listsAnewWhenTheServerHasForgottenWhereTheWatchWas() {
        var edited = writes("edited", "before");
        var deleted = writes("deleted", "before");
        var cut = proxy.fault(1, this::isWatch, new KubernetesFault.Cut(0));
        var expired = proxy.fault(1, this::isWatch, new KubernetesFault.ExpireWatch());
        startBehindProxy();
        awaitVersion("edited", edited);
        awaitVersion("deleted", deleted);
        awaitComplete();

        user.deletes("deleted");
        var after = writes("edited", "after");

        cut.awaitHits(1, PATIENCE);
        expired.awaitHits(1, PATIENCE);
        awaitVersion("edited", after);
        awaitGone("deleted");
        awaitComplete();
        assertThat(live.about(headwater.application(), headwater.key("edited")))
                .containsExactly(new Word(edited, false), new Word(after, false));
    }

    @Test
    void readsAgainWhatCouldNotBeRead() {
        var version = user.writes(headwater.configMap("settings", "by hand"));
        proxy.fault(3, this::isReadOfSettings, KubernetesFault.Answer.of(500));
        startBehindProxy();
        awaitComplete();

        headwater.desires("settings");

        awaitVersion("settings", version);
        awaitComplete();
        assertThat(live.history(Installation.HUB, CONFIG_MAP))
                .as("meanwhile nobody vouched for the kind")
                .anySatisfy(kind -> assertThat(kind.getFailure())
                        .isNotNull()
                        .satisfies(failure -> assertThat(failure.getCode()).isEqualTo("ReadFailed")));
    }

    @Test
    void bringsNothingBackThatIsDeletedWhileItIsRead() throws InterruptedException {
        user.writes(headwater.configMap("settings", "by hand"));
        startBehindProxy();
        awaitComplete();

        whileItIsRead(ignored -> user.deletes("settings"));

        assertThat(live.about(headwater.application(), headwater.key("settings")))
                .isEmpty();
    }

    @Test
    void publishesNothingOlderThanWhatTheWatchTellsMeanwhile() throws InterruptedException {
        user.writes(headwater.configMap("settings", "by hand"));
        startBehindProxy();
        awaitComplete();
        var edited = new CountDownLatch(1);

        whileItIsRead(ignored -> {
            user.writes(headwater.configMap("settings", "by hand again"));
            edited.countDown();
        });

        assertThat(edited.getCount()).isZero();
        assertThat(live.about(headwater.application(), headwater.key("settings")))
                .hasSize(1);
    }

    @Test
    void anotherTakesOverFromOneThatWasKilled() throws InterruptedException {
        var first = headwater.startProcess(user.watcher("first"), "first");
        awaitComplete();
        var edited = writes("edited", "before");
        var deleted = writes("deleted", "before");
        awaitVersion("edited", edited);
        awaitVersion("deleted", deleted);
        headwater.start(proxy.kubeconfig(user.watcher("second")), "second");
        live.await("they share the kinds", () -> watchedBySecond() > 0);
        var all = live.cluster(Installation.HUB).orElseThrow().getKinds().stream()
                .filter(io.headwater.schemas.avro.ServedKind::getWatched)
                .count();
        assertThat(watchedBySecond()).isLessThan(all);

        first.kill();
        user.deletes("deleted");
        var after = writes("edited", "after");

        live.await("the second watches them all", () -> watchedBySecond() == all);
        awaitVersion("edited", after);
        awaitGone("deleted");
        awaitComplete();
    }

    /** Lets the application desire the ConfigMap, and something happen on the cluster after it was read and before the watcher has the answer. */
    private void whileItIsRead(Consumer<KubernetesRequest> happens) throws InterruptedException {
        var happened = new CountDownLatch(1);
        var told = new CountDownLatch(1);
        proxy.fault(1, this::isReadOfSettings, new KubernetesFault.After(request -> {
            happens.accept(request);
            happened.countDown();
            await(told);
        }));
        headwater.desires("settings");
        await(happened);
        sees("told");
        told.countDown();
        readsAnother();
    }

    /** What was answered before has been dealt with afterwards: another object was seen, desired, asked for and published since. */
    private void readsAnother() {
        var version = user.writes(headwater.configMap("another", "by hand"));
        sees("marker");
        headwater.desires("another");
        awaitVersion("another", version);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long watchedBySecond() {
        return proxy.requests().stream()
                .filter(request -> request.verb().equals("watch"))
                .map(request -> request.group() + "/" + request.resource())
                .collect(Collectors.toSet())
                .size();
    }

    private void startBehindProxy() {
        headwater.start(proxy.kubeconfig(user.watcher("watcher")), "watcher");
    }

    private boolean isWatch(KubernetesRequest request) {
        return request.verb().equals("watch") && request.resource().equals("configmaps");
    }

    private boolean isReadOfSettings(KubernetesRequest request) {
        return request.verb().equals("list")
                && request.namespace().equals(namespace)
                && request.uri().getQuery().contains("metadata.name=settings");
    }

    private String writes(String name, String value) {
        return user.writes(headwater.tracked(headwater.configMap(name, value)));
    }

    /** What was written before on ConfigMaps has been seen as well afterwards. */
    private void sees(String marker) {
        awaitVersion(marker, writes(marker, "seen"));
    }

    private void awaitVersion(String configMap, String version) {
        live.await(configMap + " stands on live at " + version, () -> live.object(
                        headwater.application(), headwater.key(configMap))
                .filter(found -> found.getResourceVersion().equals(version))
                .isPresent());
    }

    private void awaitGone(String configMap) {
        live.await(configMap + " is withdrawn", () -> live.object(headwater.application(), headwater.key(configMap))
                .isEmpty());
    }

    private void awaitComplete() {
        live.await("all objects of " + CONFIG_MAP + " are known", this::isComplete);
    }

    private boolean isComplete() {
        return live.kind(Installation.HUB, CONFIG_MAP)
                        .map(KindCompleted::getFailure)
                        .isEmpty()
                && live.kind(Installation.HUB, CONFIG_MAP).isPresent();
    }
}
