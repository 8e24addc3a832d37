package io.headwater.clusterwatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.clusterwatcher.LiveTopic.Word;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.schemas.avro.ClusterDiscovered;
import io.headwater.schemas.avro.KindCompleted;
import io.headwater.schemas.avro.LiveObject;
import io.headwater.schemas.avro.ServedKind;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.junit.Cluster;
import io.headwater.testcluster.junit.FreshNamespace;
import io.headwater.testcluster.junit.WithControlPlane;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster-watcher with a real broker and a real API server, by accounts of least privilege. */
@WithKafka
@WithControlPlane
class ClusterWatcherIT {

    private static final String NAME = "cluster-watcher";
    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    private static final GroupKind SECRET = new GroupKind("", "Secret");

    private final TestKafka kafka;
    private final ControlPlane plane;
    private final String namespace;
    private final ClusterUser user;
    private Installation headwater;
    private LiveTopic live;

    ClusterWatcherIT(
            TestKafka kafka, @Cluster(NAME) ControlPlane plane, @Cluster(NAME) @FreshNamespace String namespace) {
        this.kafka = kafka;
        this.plane = plane;
        this.namespace = namespace;
        this.user = new ClusterUser(plane, namespace);
    }

    @BeforeEach
    void install(@TempDir Path directory) throws IOException {
        headwater = new Installation(kafka, directory, namespace);
        live = headwater.live();
    }

    @AfterEach
    void remove() throws Exception {
        headwater.close();
    }

    @Test
    void readsAnObjectOnceAnApplicationDesiresIt() {
        headwater.onTheHub();
        headwater.start(user.watcher("watcher"), "watcher");
        var version = user.writes(headwater.configMap("settings", "by hand"));
        awaitComplete(CONFIG_MAP);
        sees("marker");
        assertThat(live.object(headwater.application(), headwater.key("settings")))
                .as("nobody desires it")
                .isEmpty();

        headwater.desires("settings");

        var found = awaitVersion("settings", version);
        assertThat(found.getTracked()).isFalse();
        assertThat(found.getCluster()).isEqualTo(Installation.HUB);
    }

    @Test
    void followsATrackedObjectFromItsCreationToItsDeletion() {
        headwater.onTheHub();
        headwater.start(user.watcher("watcher"), "watcher");
        awaitComplete(CONFIG_MAP);

        var created = user.writes(headwater.tracked(headwater.configMap("settings", "one")));
        assertThat(awaitVersion("settings", created).getTracked()).isTrue();
        var edited = user.writes(headwater.tracked(headwater.configMap("settings", "two")));
        awaitVersion("settings", edited);
        user.deletes("settings");
        awaitGone("settings");

        var words = live.about(headwater.application(), headwater.key("settings"));
        assertThat(words).hasSize(3).startsWith(new Word(created, false), new Word(edited, false));
        assertThat(Long.parseLong(words.getLast().version()))
                .as("the version of the deletion")
                .isGreaterThan(Long.parseLong(edited));
    }

    @Test
    void withdrawsWhatWasDeletedWhileItWasDown() throws Exception {
        headwater.onTheHub();
        var watcher = user.watcher("watcher");
        var kept = user.writes(headwater.tracked(headwater.configMap("kept", "one")));
        var first = headwater.start(watcher, "watcher");
        var lost = user.writes(headwater.tracked(headwater.configMap("lost", "one")));
        awaitVersion("kept", kept);
        awaitVersion("lost", lost);
        first.close();
        user.deletes("lost");

        headwater.start(watcher, "watcher");

        awaitGone("lost");
        assertThat(live.about(headwater.application(), headwater.key("kept")))
                .as("what has not changed is not said again")
                .containsExactly(new Word(kept, false));
    }

    @Test
    void watchesAKindFromTheInstallationToTheEndOfItsDefinition() {
        headwater.onTheHub();
        headwater.start(user.watcher("watcher"), "watcher");
        awaitComplete(CONFIG_MAP);
        var gadget = new GroupKind(namespace + ".example.com", "Gadget");
        assertThat(served(gadget)).isEmpty();

        plane.apply(ClusterUser.definition(gadget));
        awaitComplete(gadget);
        assertThat(served(gadget)).singleElement().matches(ServedKind::getWatched);
        var key = new ObjectKey(gadget, namespace, "g");
        plane.kubectl("wait", "--for=condition=Established", "crd/gadgets." + gadget.group());
        plane.apply("""
                apiVersion: %1$s/v1
                kind: Gadget
                metadata:
                  name: g
                  namespace: %2$s
                  annotations: {argocd.argoproj.io/tracking-id: "%2$s:%1$s/Gadget:%2$s/g"}
                """.formatted(gadget.group(), namespace));
        live.await("the gadget is on live", () -> live.object(headwater.application(), key)
                .isPresent());

        plane.kubectl("delete", "crd", "gadgets." + gadget.group());

        live.await("the gadget is gone", () -> live.object(headwater.application(), key)
                .isEmpty());
        live.await("its kind is not served", () -> served(gadget).isEmpty());
        live.await("nobody vouches for it any more", () -> live.kind(Installation.HUB, gadget)
                .isEmpty());
    }

    @Test
    void saysWhatItMayNotSeeUntilItMay() {
        var rule = "{apiGroups: ['*'], resources: [%s], verbs: [list, watch]}";
        var account = user.account("watcher", rule.formatted("configmaps"));
        headwater.onTheHub();
        headwater.start(account, "watcher");
        awaitComplete(CONFIG_MAP);
        live.await("a kind is forbidden", () -> live.kind(Installation.HUB, SECRET)
                .filter(kind -> kind.getFailure() != null)
                .isPresent());
        assertThat(live.kind(Installation.HUB, SECRET).orElseThrow().getFailure())
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("system:serviceaccount:" + namespace + ":watcher")
                        .contains("Grant that account the verbs list and watch on the kind Secret"));

        user.account("watcher", rule.formatted("configmaps, secrets"));

        awaitComplete(SECRET);
    }

    @Test
    void looksAtNoKindThatTheInstallationExcludes() {
        headwater.onTheHub();
        headwater.start(user.watcher("watcher"), "watcher");
        var version = user.writes(headwater.tracked(headwater.configMap("settings", "one")));
        awaitComplete(CONFIG_MAP);
        awaitVersion("settings", version);

        headwater.sets(Map.of("resource.exclusions", "[{apiGroups: [''], kinds: [ConfigMap], clusters: ['*']}]"));

        awaitGone("settings");
        assertThat(live.kind(Installation.HUB, CONFIG_MAP))
                .as("nobody vouches for the kind")
                .isEmpty();
        live.await("the kind is not watched", () -> served(CONFIG_MAP).stream().noneMatch(ServedKind::getWatched));
        awaitComplete(SECRET);

        headwater.sets(Map.of());

        awaitVersion("settings", version);
        awaitComplete(CONFIG_MAP);
    }

    @Test
    void looksAtNothingButWhatTheInstallationIncludes() {
        headwater.sets(Map.of("resource.inclusions", "[{kinds: [Secret]}]"));
        headwater.onTheHub();
        headwater.start(user.watcher("watcher"), "watcher");

        awaitComplete(SECRET);
        assertThat(live.cluster(Installation.HUB).orElseThrow().getKinds())
                .filteredOn(ServedKind::getWatched)
                .extracting(ServedKind::getKind)
                .containsExactly("Secret");
        assertThat(live.kind(Installation.HUB, CONFIG_MAP)).isEmpty();
    }

    @Test
    void tellsInTimeOfWhatTheInstallationIgnores() {
        headwater.sets(Map.of(
                "resource.customizations.ignoreResourceUpdates.ConfigMap",
                "jsonPointers: [/metadata/annotations/leader]"));
        headwater.onTheHub();
        headwater.start(user.watcher("watcher"), "watcher");
        awaitVersion("settings", user.writes(headwater.tracked(headwater.configMap("settings", "one"))));

        var first = user.annotates("settings", "leader", "a");
        var last = user.annotates("settings", "leader", "b");

        awaitVersion("settings", last);
        assertThat(live.about(headwater.application(), headwater.key("settings")))
                .extracting(word -> word.version())
                .doesNotContain(first);
    }

    private LiveObject awaitVersion(String configMap, String version) {
        live.await(configMap + " stands on live at " + version, () -> live.object(
                        headwater.application(), headwater.key(configMap))
                .filter(found -> found.getResourceVersion().equals(version))
                .isPresent());
        return live.object(headwater.application(), headwater.key(configMap)).orElseThrow();
    }

    private void awaitGone(String configMap) {
        live.await(configMap + " is withdrawn", () -> live.object(headwater.application(), headwater.key(configMap))
                .isEmpty());
    }

    private void awaitComplete(GroupKind kind) {
        live.await("all objects of " + kind + " are known", () -> live.kind(Installation.HUB, kind)
                .filter(ClusterWatcherIT::isComplete)
                .isPresent());
    }

    /** What was written before on ConfigMaps has been seen as well afterwards. */
    private void sees(String marker) {
        awaitVersion(marker, user.writes(headwater.tracked(headwater.configMap(marker, "seen"))));
    }

    private List<ServedKind> served(GroupKind kind) {
        return live.cluster(Installation.HUB).map(ClusterDiscovered::getKinds).orElse(List.of()).stream()
                .filter(served -> served.getGroup().equals(kind.group())
                        && served.getKind().equals(kind.kind()))
                .toList();
    }

    private static boolean isComplete(KindCompleted kind) {
        return kind.getFailure() == null;
    }
}
