package io.headwater.clusterwatcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.Cluster;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of objects that belong to nobody. */
@WithKafka
@WithControlPlane
class OrphansIT {

    private static final String NAME = "cluster-watcher";
    /** The watcher's own account is in the namespace, too. */
    private static final String MONITORED = """
            {"orphanedResources": {"ignore": [{"name": "known-*"}, {"kind": "ServiceAccount"}]}}""";

    private final TestKafka kafka;
    private final String namespace;
    private final ClusterUser user;
    private Installation headwater;
    private LiveTopic live;

    OrphansIT(TestKafka kafka, @Cluster(NAME) ControlPlane plane, @Cluster(NAME) @FreshNamespace String namespace) {
        this.kafka = kafka;
        this.namespace = namespace;
        this.user = new ClusterUser(plane, namespace);
    }

    @BeforeEach
    void install(@TempDir Path directory) throws IOException {
        headwater = new Installation(kafka, directory, namespace);
        live = headwater.live();
        user.writes(headwater.configMap("stray", "by hand"));
        user.writes(headwater.configMap("known-stray", "by hand"));
        user.writes(owned(headwater.configMap("owned", "by a controller")));
        headwater.onTheHub();
    }

    @AfterEach
    void remove() throws Exception {
        headwater.close();
    }

    @Test
    void areWhatTheProjectWantsToKnowOfUntilSomebodyDesiresThemOrTheyAreDeleted() {
        headwater.project("{}");
        headwater.start(user.watcher("watcher"), "watcher");
        user.writes(headwater.tracked(headwater.configMap("settings", "one")));
        live.await("an object of the application is known", () -> live.object(
                        headwater.application(), headwater.key("settings"))
                .isPresent());
        assertThat(live.orphans()).isEmpty();

        headwater.project(MONITORED);
        awaitOrphans("ConfigMap stray");
        user.writes(headwater.configMap("another", "by hand"));
        awaitOrphans("ConfigMap stray", "ConfigMap another");

        headwater.desires("stray");
        awaitOrphans("ConfigMap another");
        live.await("what is desired is known", () -> live.object(headwater.application(), headwater.key("stray"))
                .isPresent());
        user.deletes("another");
        awaitOrphans();

        user.writes(headwater.configMap("settings", "not tracked any more"));
        awaitOrphans("ConfigMap settings");
        headwater.project("{}");
        awaitOrphans();
    }

    @Test
    void areToldAnewNeitherAfterARestartNorByAnotherInstance() throws Exception {
        headwater.project(MONITORED);
        var watcher = user.watcher("watcher");
        var first = headwater.start(watcher, "first");
        awaitOrphans("ConfigMap stray");
        headwater.start(watcher, "second");
        first.close();
        user.writes(headwater.configMap("another", "by hand"));
        awaitOrphans("ConfigMap stray", "ConfigMap another");

        headwater.start(watcher, "first");
        user.deletes("another");
        awaitOrphans("ConfigMap stray");
        assertThat(live.wordsOnOrphan(headwater.application(), headwater.key("stray")))
                .isEqualTo(1);
    }

    private void awaitOrphans(String... wanted) {
        live.await("the orphans are " + Arrays.toString(wanted), () -> live.orphans()
                .equals(Set.of(wanted)));
    }

    private static KubernetesObject owned(KubernetesObject object) {
        var tree = object.copyTree();
        tree.withObject("/metadata")
                .putArray("ownerReferences")
                .add(JsonNodeFactory.instance
                        .objectNode()
                        .put("apiVersion", "v1")
                        .put("kind", "ConfigMap")
                        .put("name", "stray")
                        .put("uid", "00000000-0000-0000-0000-000000000000"));
        return new KubernetesObject(tree);
    }
}
