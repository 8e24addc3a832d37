package io.headwater.runtime.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.ConnectionOptions;
import io.headwater.runtime.cluster.ClusterLookup.Connected;
import io.headwater.runtime.cluster.ClusterLookup.Reason;
import io.headwater.runtime.cluster.ClusterLookup.Unavailable;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ClusterObserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClustersTest {

    private static final String SERVER = "https://10.0.0.1:6443";
    private static final String TOKEN = "{\"bearerToken\":\"%s\",\"tlsClientConfig\":{\"insecure\":true}}";

    private final Map<String, KubernetesObject> secrets = new HashMap<>();
    private ClusterConnection hub;
    private Clusters clusters;

    @BeforeEach
    void connect(@TempDir Path directory) throws IOException {
        var kubeconfig = directory.resolve("kubeconfig");
        Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                clusters: [{name: hub, cluster: {server: "https://127.0.0.1:1"}}]
                contexts: [{name: hub, context: {cluster: hub, user: ""}}]
                current-context: hub
                """);
        hub = ClusterConnection.fromKubeconfig(kubeconfig, null);
        clusters = new Clusters(
                hub,
                (namespace, name) -> Optional.ofNullable(secrets.get(namespace + "/" + name)),
                ConnectionOptions.standard());
    }

    @AfterEach
    void disconnect() {
        clusters.close();
        hub.close();
    }

    @Test
    void reachesTheHubsOwnClusterAsTheHub() {
        assertThat(connection(Clusters.IN_CLUSTER)).isSameAs(hub);
        assertThat(connection(Clusters.IN_CLUSTER + "/")).isSameAs(hub);
    }

    @Test
    void reachesAClusterWithoutSecretAsTheHub() {
        clusters.changed(ClusterObserved.newBuilder(referringTo("1"))
                .setSecretNamespace(null)
                .setSecretName(null)
                .build());

        assertThat(connection(SERVER)).isSameAs(hub);
    }

    @Test
    void makesOneConnectionFromTheSecret() {
        secret("one");
        clusters.changed(referringTo("1"));

        var first = connection(SERVER);

        assertThat(first.server()).isEqualTo(SERVER);
        assertThat(connection(SERVER + "/")).isSameAs(first);
    }

    @Test
    void replacesTheConnectionWhenTheSecretHasChanged() {
        secret("one");
        clusters.changed(referringTo("1"));
        var first = connection(SERVER);

        secret("two");
        assertThat(connection(SERVER)).isSameAs(first);
        clusters.changed(referringTo("2"));

        assertThat(connection(SERVER)).isNotSameAs(first);
    }

    @Test
    void keepsTheConnectionWhenNothingButTheVersionHasChanged() {
        secret("one");
        clusters.changed(referringTo("1"));
        var first = connection(SERVER);

        clusters.changed(referringTo("2"));

        assertThat(connection(SERVER)).isSameAs(first);
    }

    @Test
    void keepsTheLastGoodConnectionWhileTheSecretIsUnusable() {
        secret("one");
        clusters.changed(referringTo("1"));
        var first = connection(SERVER);

        secrets.put("argocd/spoke", secretWithConfig("not json"));
        clusters.changed(referringTo("2"));

        assertThat(clusters.find(SERVER)).isInstanceOfSatisfying(Connected.class, found -> {
            assertThat(found.connection()).isSameAs(first);
            assertThat(found.problem())
                    .hasValueSatisfying(problem ->
                            assertThat(problem).contains("argocd/spoke").doesNotContain("not json"));
        });
        secret("three");
        assertThat(connection(SERVER)).isNotSameAs(first);
    }

    @Test
    void saysThatTheSecretIsMissing() {
        clusters.changed(referringTo("1"));

        assertThat(clusters.find(SERVER)).isInstanceOfSatisfying(Unavailable.class, found -> {
            assertThat(found.reason()).isEqualTo(Reason.SECRET_MISSING);
            assertThat(found.message()).contains("argocd/spoke").contains(SERVER);
        });
    }

    @Test
    void saysThatNoSuchClusterIsKnown() {
        assertThat(clusters.find(SERVER)).isInstanceOfSatisfying(Unavailable.class, found -> assertThat(found.reason())
                .isEqualTo(Reason.UNKNOWN_CLUSTER));
    }

    @Test
    void forgetsAClusterThatWasRemovedAndNotOneThatIsUnreadable() {
        secret("one");
        clusters.changed(referringTo("1"));
        var first = connection(SERVER);

        clusters.changed(record(new Content.Unreadable()));
        assertThat(connection(SERVER)).isSameAs(first);
        clusters.changed(record(new Content.Removed()));

        assertThat(clusters.find(SERVER)).isInstanceOf(Unavailable.class);
    }

    private ClusterConnection connection(String server) {
        return ((Connected) clusters.find(server)).connection();
    }

    private void secret(String token) {
        secrets.put("argocd/spoke", secretWithConfig(TOKEN.formatted(token)));
    }

    private static KubernetesObject secretWithConfig(String config) {
        var tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", "v1").put("kind", "Secret");
        tree.putObject("data").put("config", Base64.getEncoder().encodeToString(config.getBytes(UTF_8)));
        return new KubernetesObject(tree);
    }

    private static ClusterObserved referringTo(String version) {
        return ClusterObserved.newBuilder()
                .setServer(SERVER)
                .setName("spoke")
                .setProject("")
                .setNamespaces(List.of())
                .setClusterResources(true)
                .setSecretNamespace("argocd")
                .setSecretName("spoke")
                .setSecretVersion(version)
                .build();
    }

    private static TopicRecord record(Content content) {
        return new TopicRecord(Topics.CLUSTERS, 0, 0, SERVER, content, "", Optional.empty(), Instant.EPOCH);
    }
}
