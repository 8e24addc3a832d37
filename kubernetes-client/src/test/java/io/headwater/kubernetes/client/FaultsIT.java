package io.headwater.kubernetes.client;

import static io.headwater.kubernetes.client.FakeApiServer.CONFIG_MAP;
import static io.headwater.kubernetes.client.FakeApiServer.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.client.KubernetesException.Code;
import io.headwater.testcluster.Component;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.fault.Direction;
import io.headwater.testcluster.fault.FaultProxy;
import io.headwater.testcluster.fault.Toxic;
import io.headwater.testcluster.junit.Cluster;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens while an API server is paused, killed, half dead or overrun; on a cluster of its own. */
@WithControlPlane
class FaultsIT {

    private static final String NAME = "kubernetes-client-faults";
    private static final WriteOptions US = WriteOptions.as("headwater").forced(true);
    private static final ConnectionOptions ALERT = ConnectionOptions.standard()
            .heartbeat(Duration.ofSeconds(1), Duration.ofSeconds(1))
            .requestsWithin(Duration.ofSeconds(3));

    private final ControlPlane plane;
    private final ClusterConnection connection;
    private final String namespace;
    private final RecordingListener listener = new RecordingListener();

    FaultsIT(@Cluster(NAME) ControlPlane plane, @Cluster(NAME) @FreshNamespace String namespace) {
        this.plane = plane;
        this.namespace = namespace;
        this.connection = ClusterConnection.fromKubeconfig(plane.kubeconfig().file(), null, ALERT);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void knowsNothingOfAWriteToAServerThatHangs() throws InterruptedException {
        write("web", "before");
        follow();
        plane.pause(Component.API_SERVER);
        try {
            var late = failure(() -> write("web", "during"));

            assertThat(late.code()).isEqualTo(Code.OUTCOME_UNKNOWN);
            assertThat(failure(() -> connection.get(CONFIG_MAP.object(namespace, "web")))
                            .type())
                    .isEqualTo(KubernetesException.Type.RETRY);
            listener.awaitBeginning("lost TIMED_OUT");
        } finally {
            plane.resume(Component.API_SERVER);
        }
        listener.awaitBeginning("restored");
        write("web", "after");
        listener.awaitBeginning("changed web");
    }

    /** As when this process is stopped between asking its guard and sending: the body is held back then, too. */
    @Test
    void carriesOutNoGuardedWriteWhoseBodyComesAfterItsTime() {
        try (var proxy = FaultProxy.to(plane.server().getPort());
                var held = ClusterConnection.fromKubeconfig(
                        throughProxy(proxy.port()), null, ALERT.requestsWithin(Duration.ofSeconds(1)))) {
            var mark = plane.auditLog().mark();
            var asked = new AtomicInteger();
            var guarded = held.guardedBy(() -> {
                if (asked.incrementAndGet() == 2) {
                    proxy.poison(Direction.TO_SERVER, new Toxic.Hang());
                }
            });

            var late = failure(() -> guarded.apply(
                    CONFIG_MAP.object(namespace, "held"), Objects.of(CONFIG_MAP, namespace, "held", Map.of()), US));

            assertThat(late.code()).isEqualTo(Code.OUTCOME_UNKNOWN);
            assertThat(asked).hasValue(2);
            var ended = plane.auditLog()
                    .await(
                            mark,
                            Duration.ofSeconds(10),
                            entry -> entry.isWrite() && entry.name().equals("held"));
            assertThat(ended.code()).isGreaterThanOrEqualTo(500);
            proxy.heal();
            assertThat(held.find(CONFIG_MAP.object(namespace, "held"))).isEmpty();
            assertThat(plane.auditLog().entriesSince(mark, entry -> entry.isWrite() && entry.successful()))
                    .noneMatch(entry -> entry.name().equals("held"));
        }
    }

    @Test
    void goesOnAfterTheServerWasKilled() throws InterruptedException {
        write("web", "before");
        follow();
        plane.kill(Component.API_SERVER);
        try {
            assertThat(failure(() -> write("web", "during")).code()).isEqualTo(Code.UNREACHABLE);
            listener.awaitBeginning("lost UNREACHABLE");
        } finally {
            plane.start(Component.API_SERVER);
        }
        listener.awaitBeginning("restored");
        write("web", "after");
        listener.awaitBeginning("changed web");
    }

    @Test
    void listsAgainWhenARestartedServerHasForgotten() throws InterruptedException {
        write("web", "before");
        follow();
        // Versions of other kinds, which no event of this one brings, and a restart that begins after them.
        for (var i = 0; i < 5; i++) {
            connection.apply(
                    SECRET.object(namespace, "db"),
                    Objects.of(SECRET, namespace, "db", Map.of("n", "MTIzNDU" + i)),
                    US);
        }
        plane.kill(Component.API_SERVER);
        listener.awaitBeginning("lost UNREACHABLE");
        plane.start(Component.API_SERVER);

        listener.awaitBeginning("listed");

        write("web", "after");
        listener.awaitBeginning("changed web");
    }

    @Test
    void takesTheKindsOfADeadServerForUnknown() {
        var api = "v1beta1.dead.example.com";
        plane.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: dead, namespace: %s}
                spec: {type: ExternalName, externalName: localhost, ports: [{port: 1}]}
                ---
                apiVersion: apiregistration.k8s.io/v1
                kind: APIService
                metadata: {name: %s}
                spec: {group: dead.example.com, version: v1beta1, groupPriorityMinimum: 100, versionPriority: 100,
                  insecureSkipTLSVerify: true, service: {name: dead, namespace: %s, port: 1}}
                """.formatted(namespace, api, namespace));
        try {
            var kind = new GroupKind("dead.example.com", "Widget");
            var lookup = connection.discover().lookup(kind);
            for (var tries = 0; !(lookup instanceof KindLookup.Unknown) && tries < 100; tries++) {
                lookup = connection.discover().lookup(kind);
            }

            assertThat(lookup).isInstanceOf(KindLookup.Unknown.class);
            var gone = new ResourceType("dead.example.com", "v1beta1", "widgets", "Widget", true);
            assertThat(failure(() -> connection.list(gone.in(namespace), Selectors.NONE))
                            .code())
                    .isEqualTo(Code.SERVER_ERROR);
        } finally {
            plane.kubectl("delete", "apiservice", api);
        }
    }

    @Test
    void getsAllWritesThroughAServerThatThrottles() throws InterruptedException {
        plane.apply("""
                apiVersion: flowcontrol.apiserver.k8s.io/v1
                kind: PriorityLevelConfiguration
                metadata: {name: narrow}
                spec: {type: Limited, limited: {nominalConcurrencyShares: 0, limitResponse: {type: Reject}}}
                ---
                apiVersion: flowcontrol.apiserver.k8s.io/v1
                kind: FlowSchema
                metadata: {name: narrow}
                spec:
                  priorityLevelConfiguration: {name: narrow}
                  matchingPrecedence: 2
                  rules:
                  - subjects: [{kind: ServiceAccount, serviceAccount: {name: writer, namespace: %1$s}}]
                    resourceRules: [{verbs: ["*"], apiGroups: ["*"], resources: ["*"], namespaces: ["*"], clusterScope: true}]
                """.formatted(namespace));
        var account = plane.serviceAccountKubeconfig(namespace, "writer", """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: writer, namespace: %1$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
                subjects: [{kind: ServiceAccount, name: writer, namespace: %1$s}]
                """.formatted(namespace));
        plane.kubectl("wait", "--for=condition=Dangling=False", "flowschema/narrow");
        var patient = ConnectionOptions.standard().requestsWithin(Duration.ofMinutes(2));
        var failures = new ConcurrentLinkedQueue<KubernetesException>();
        var lowestLimit = new AtomicInteger(Integer.MAX_VALUE);
        var mark = plane.auditLog().mark();
        try (var writer = ClusterConnection.fromKubeconfig(account.file(), null, patient);
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Void>>();
            for (var i = 0; i < 60; i++) {
                var name = "web-" + i;
                tasks.add(() -> {
                    try {
                        writer.apply(CONFIG_MAP.object(namespace, name), Objects.configMap(namespace, name, "one"), US);
                    } catch (KubernetesException e) {
                        failures.add(e);
                    }
                    lowestLimit.accumulateAndGet(writer.writeLimiter().limit(), Math::min);
                    return null;
                });
            }
            executor.invokeAll(tasks);
            assertThat(failures).isEmpty();
            assertThat(lowestLimit).as("it rises again with each success").hasValueLessThan(5);
        } finally {
            plane.kubectl("delete", "flowschema", "narrow");
            plane.kubectl("delete", "prioritylevelconfiguration", "narrow");
        }
        assertThat(plane.auditLog()
                        .entriesSince(
                                mark,
                                entry -> entry.isWrite()
                                        && entry.successful()
                                        && entry.resource().equals("configmaps")
                                        && entry.namespace().equals(namespace)))
                .hasSize(60);
    }

    private Path throughProxy(int port) {
        var file = plane.runDirectory().resolve("kubeconfigs").resolve("through-" + port + ".yaml");
        return plane.kubeconfig()
                .at(URI.create("https://127.0.0.1:" + port), file)
                .file();
    }

    private void follow() throws InterruptedException {
        ListWatch.start(connection, CONFIG_MAP.in(namespace), Selectors.fields("metadata.name=web"), listener);
        listener.awaitBeginning("listed");
    }

    private void write(String name, String value) {
        connection.apply(CONFIG_MAP.object(namespace, name), Objects.configMap(namespace, name, value), US);
    }

    private static KubernetesException failure(ThrowingCallable call) {
        return catchThrowableOfType(KubernetesException.class, call);
    }
}
