package io.headwater.clusterwatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.schemas.avro.ClusterObserved;
import io.headwater.schemas.avro.ServedKind;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.Cluster;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose Secret names namespaces, by an account that has rights in these alone; at the hub, one may read that Secret and nothing else. */
@WithKafka
@WithControlPlane
class NamespacesIT {

    private static final String NAME = "cluster-watcher";
    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");

    private final TestKafka kafka;
    private final ControlPlane plane;
    private final String server;
    private final String one;
    private final String other;
    private final String outside;
    private Installation headwater;
    private LiveTopic live;

    NamespacesIT(
            TestKafka kafka,
            @Cluster(NAME) ControlPlane plane,
            @Cluster(NAME) @FreshNamespace String one,
            @Cluster(NAME) @FreshNamespace String other,
            @Cluster(NAME) @FreshNamespace String outside) {
        this.kafka = kafka;
        this.plane = plane;
        this.server = plane.server().toString();
        this.one = one;
        this.other = other;
        this.outside = outside;
    }

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        headwater = new Installation(kafka, directory, one);
        live = headwater.live();
        headwater.cluster(member());
        headwater.deliveredTo(server);
        var user = new ClusterUser(plane, one);
        var hub = plane.serviceAccountKubeconfig(one, "hub");
        user.grants("hub", one, "{apiGroups: [''], resources: [secrets], resourceNames: [member], verbs: [get]}");
        headwater.start(hub, "watcher");
        awaitComplete(CONFIG_MAP);
    }

    @AfterEach
    void remove() throws Exception {
        headwater.close();
    }

    @Test
    void seesWhatIsInThemAndNothingElse() {
        writes(outside);
        writes(one);
        writes(other);
        awaitPresence(one, true);
        awaitPresence(other, true);
        new ClusterUser(plane, other).deletes("settings");
        awaitPresence(other, false);

        assertThat(live.about(headwater.application(), settingsIn(outside))).isEmpty();
        assertThat(live.object(headwater.application(), settingsIn(one))).isPresent();
    }

    @Test
    void vouchesForKindsInNamespacesAndForNoOthers() {
        var kinds = live.cluster(server).orElseThrow().getKinds();

        assertThat(kinds).filteredOn(kind -> !kind.getNamespaced()).isNotEmpty().noneMatch(ServedKind::getWatched);
        for (var kind : kinds) {
            if (kind.getWatched()) {
                awaitComplete(new GroupKind(kind.getGroup(), kind.getKind()));
            }
        }
        assertThat(live.kinds(server))
                .hasSize((int) kinds.stream().filter(ServedKind::getWatched).count());
    }

    @Test
    void findsAKindThatIsNewWhenAnApplicationDesiresIt() {
        var gadget = new GroupKind(one + ".example.com", "Gadget");
        plane.apply(ClusterUser.definition(gadget));
        plane.kubectl("wait", "--for=condition=Established", "crd/gadgets." + gadget.group());
        var tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", gadget.group() + "/v1").put("kind", gadget.kind());
        tree.putObject("metadata").put("name", "g");

        headwater.desires(new KubernetesObject(tree));

        awaitComplete(gadget);
    }

    private ClusterObserved member() {
        var user = new ClusterUser(plane, one);
        var account = plane.serviceAccountKubeconfig(one, "member");
        for (var namespace : List.of(one, other)) {
            user.grants("member", namespace, "{apiGroups: ['*'], resources: ['*'], verbs: [list, watch]}");
        }
        plane.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: member, namespace: %s}
                stringData: {config: '{"bearerToken": "%s", "tlsClientConfig": {"caData": "%s"}}'}
                """.formatted(
                        one,
                        account.token(),
                        Base64.getEncoder()
                                .encodeToString(account.certificateAuthority().getBytes(UTF_8))));
        return ClusterObserved.newBuilder()
                .setServer(server)
                .setName("member")
                .setProject("")
                .setNamespaces(List.of(one, other))
                .setClusterResources(false)
                .setSecretNamespace(one)
                .setSecretName("member")
                .setSecretVersion("1")
                .build();
    }

    /** A ConfigMap that tracks the application, in one of the namespaces. */
    private void writes(String namespace) {
        var tree = headwater.tracked(headwater.configMap("settings", "one")).copyTree();
        tree.withObject("metadata").put("namespace", namespace);
        new ClusterUser(plane, namespace).writes(new KubernetesObject(tree));
    }

    private static ObjectKey settingsIn(String namespace) {
        return ObjectKey.of("", "ConfigMap", namespace, "settings");
    }

    private void awaitPresence(String namespace, boolean present) {
        live.await(
                "the ConfigMap in " + namespace + (present ? " is" : " is not") + " on live",
                () -> live.object(headwater.application(), settingsIn(namespace))
                                .isPresent()
                        == present);
    }

    private void awaitComplete(GroupKind kind) {
        live.await("all objects of " + kind + " are known", () -> live.kind(server, kind)
                .filter(known -> known.getFailure() == null)
                .isPresent());
    }
}
