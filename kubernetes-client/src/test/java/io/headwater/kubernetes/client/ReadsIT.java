package io.headwater.kubernetes.client;

import static io.headwater.kubernetes.client.FakeApiServer.CONFIG_MAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.client.DeleteOptions.Propagation;
import io.headwater.testcluster.AuditEntry;
import io.headwater.testcluster.AuditLog;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists, watches and discovery on a real API server, whose audit log says what was asked of it. */
@WithControlPlane
class ReadsIT {

    private static final WriteOptions US = WriteOptions.as("headwater").forced(true);

    private final ControlPlane plane;
    private final ClusterConnection connection;
    private final String namespace;

    ReadsIT(ControlPlane plane, @FreshNamespace String namespace) {
        this.plane = plane;
        this.namespace = namespace;
        this.connection = connect(ConnectionOptions.standard());
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void listsManyObjectsPageByPage() throws Exception {
        atOnce(520, number -> write(connection, "web-" + number, "one"));
        var mark = plane.auditLog().mark();

        var listed = connection.list(CONFIG_MAP.in(namespace), Selectors.fields("metadata.name!=kube-root-ca.crt"));

        assertThat(listed.items()).hasSize(520);
        assertThat(listed.items())
                .allSatisfy(object -> assertThat(object.groupKind()).isEqualTo(new GroupKind("", "ConfigMap")));
        assertThat(plane.auditLog().entriesSince(mark, this::isOurList))
                .extracting(entry -> entry.queryParameter("limit").orElse(""))
                .containsExactly("500", "500");
    }

    @Test
    void resumesWatchesWithoutListingAgain() throws InterruptedException {
        var mark = plane.auditLog().mark();
        var listener = new RecordingListener();
        try (var hasty = connect(ConnectionOptions.standard().watches(Duration.ofSeconds(1), Duration.ofMinutes(1)));
                var unused = ListWatch.start(
                        hasty,
                        CONFIG_MAP.in(namespace),
                        Selectors.fields("metadata.name!=kube-root-ca.crt"),
                        listener)) {
            listener.awaitBeginning("listed");
            for (var round = 0; round < 4; round++) {
                write(connection, "web", "round " + round);
                listener.await("changed web");
                // The server ends each watch after one or two seconds; the next round happens in one that was resumed.
                var watches = 2 + round;
                awaitEntries(mark, watches);
            }
            connection.delete(
                    CONFIG_MAP.object(namespace, "web"), DeleteOptions.unconditionally(Propagation.BACKGROUND));
            listener.awaitBeginning("deleted web");
        }
        assertThat(plane.auditLog().entriesSince(mark, this::isOurList)).hasSize(1);
    }

    @Test
    void carriesManyWatchesAndWritesOverFewConnections() throws Exception {
        var watches = 85;
        var writes = 100;
        var listed = new CountDownLatch(watches);
        var seen = new LongAdder();
        for (var i = 0; i < watches; i++) {
            ListWatch.start(connection, CONFIG_MAP.in(namespace), Selectors.NONE, new CountingListener(listed, seen));
        }
        assertThat(listed.await(30, TimeUnit.SECONDS)).isTrue();

        var took = new ArrayList<Long>();
        for (var i = 0; i < writes; i++) {
            var began = System.nanoTime();
            write(connection, "web-" + i % 10, "write " + i);
            took.add(System.nanoTime() - began);
        }

        await(() -> seen.sum() >= (long) watches * writes);
        assertThat(seen.sum()).isEqualTo((long) watches * writes);
        assertThat(connectionsToServer()).isBetween(3L, 5L);
        took.sort(null);
        assertThat(Duration.ofNanos(took.get(writes / 2))).isLessThan(Duration.ofMillis(250));
    }

    @Test
    void discoversWhatIsServed() {
        var kinds = connection.discover();

        assertThat(kinds.preferred(new GroupKind("apps", "Deployment")))
                .contains(new ResourceType("apps", "v1", "deployments", "Deployment", true));
        assertThat(kinds.preferred(new GroupKind("", "Namespace")).orElseThrow().namespaced())
                .isFalse();
        assertThat(kinds.lookup(new GroupKind("apps", "DeploymentConfig"))).isEqualTo(new KindLookup.Absent());
        assertThat(kinds.lookup(new GroupKind("", "Pod"))).isInstanceOfSatisfying(KindLookup.Served.class, served -> {
            assertThat(served.kind().preferred().subresources()).contains("status", "eviction");
            assertThat(served.kind().preferred().isWatchable()).isTrue();
        });
    }

    @Test
    void connectsAsAPodDoes() throws IOException {
        var account = plane.serviceAccountKubeconfig(namespace, "pod");
        var files = Files.createTempDirectory("serviceaccount");
        Files.writeString(files.resolve("token"), account.token());
        Files.writeString(files.resolve("ca.crt"), account.certificateAuthority());
        var environment = Map.of(
                "KUBERNETES_SERVICE_HOST", plane.server().getHost(),
                "KUBERNETES_SERVICE_PORT", Integer.toString(plane.server().getPort()));
        var options = ConnectionOptions.standard();
        try (var pod = new ClusterConnection(
                new RereadSource(new PodAccess(environment, files)::settings, options.clock()), options)) {
            assertThat(pod.discover().all()).isNotEmpty();
        }
    }

    @Test
    void checksTheNameThatTheServerShallGoBy() throws IOException {
        try (var named = connectNaming("kubernetes.default.svc");
                var wrong = connectNaming("somebody.else")) {
            assertThat(named.discover().all()).isNotEmpty();
            assertThat(catchThrowableOfType(KubernetesException.class, wrong::discover)
                            .code())
                    .isEqualTo(KubernetesException.Code.TLS);
        }
    }

    private ClusterConnection connectNaming(String name) throws IOException {
        var file = Files.createTempDirectory("kubeconfig").resolve(name);
        var text = Files.readString(plane.kubeconfig().file());
        Files.writeString(file, text.replaceFirst("( *)(server: .*)", "$1$2\n$1tls-server-name: " + name));
        return ClusterConnection.fromKubeconfig(file, null);
    }

    private ClusterConnection connect(ConnectionOptions options) {
        return ClusterConnection.fromKubeconfig(plane.kubeconfig().file(), null, options);
    }

    private void write(ClusterConnection by, String name, String value) {
        by.apply(CONFIG_MAP.object(namespace, name), Objects.configMap(namespace, name, value), US);
    }

    private boolean isOurList(AuditEntry entry) {
        return entry.verb().equals("list")
                && entry.namespace().equals(namespace)
                && entry.userAgent().equals("headwater")
                && entry.stage().equals("ResponseComplete");
    }

    private void awaitEntries(AuditLog.Mark mark, int watches) throws InterruptedException {
        await(() -> plane.auditLog()
                        .entriesSince(
                                mark,
                                entry -> entry.verb().equals("watch")
                                        && entry.namespace().equals(namespace)
                                        && entry.stage().equals("ResponseStarted"))
                        .size()
                >= watches);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** Connections of this process that are established, by Linux's own table. */
    private long connectionsToServer() throws IOException {
        var port = ":%04X".formatted(plane.server().getPort());
        var established = "01";
        var count = 0L;
        for (var table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            count += Files.readAllLines(Path.of(table)).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length > 9 && fields[2].endsWith(port) && fields[3].equals(established))
                    .filter(fields -> ownSockets().contains(fields[9]))
                    .count();
        }
        return count;
    }

    private static List<String> ownSockets() {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .map(ReadsIT::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return "";
        }
    }

    private static void atOnce(int count, IntConsumer each) throws InterruptedException, ExecutionException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = IntStream.range(0, count)
                    .<Callable<Void>>mapToObj(number -> () -> {
                        each.accept(number);
                        return null;
                    })
                    .toList();
            for (var done : executor.invokeAll(tasks)) {
                done.get();
            }
        }
    }
}
