package io.headwater.e2e;

import static io.headwater.e2e.actors.Manifests.configMap;
import static io.headwater.e2e.actors.Manifests.configMapInWave;
import static io.headwater.e2e.actors.Manifests.deployment;
import static io.headwater.e2e.actors.Manifests.documents;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.e2e.actors.ClusterUser;
import io.headwater.e2e.actors.ObjectPath;
import io.headwater.testcluster.AuditEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Headwater is for: commits come to clusters and stay there. The same in every form of installation. */
abstract class Deliveries extends Stage {

    @Test
    void bringsACommitToTheCluster() {
        var first = git.pushes("settings.yaml", configMap("settings", "one"));
        var delivery = delivers();
        delivery.awaitsSynced(first);
        cluster.awaitsValue("settings", "one");

        var next = git.pushes("settings.yaml", configMap("settings", "two"));

        cluster.awaitsValue("settings", "two");
        delivery.awaitsSynced(next);
    }

    @Test
    void putsBackWhatIsChangedByHandTimeAfterTime() {
        delivers().awaitsSynced(git.pushes("settings.yaml", configMap("settings", "git")));

        for (var time = 1; time <= 10; time++) {
            cluster.changes(cluster.configMap("settings"), "{\"data\": {\"value\": \"by hand " + time + "\"}}");
            cluster.awaitsValue("settings", "git");
        }
    }

    @Test
    void makesWhatIsDeletedByHandAnew() {
        delivers().awaitsSynced(git.pushes("settings.yaml", configMap("settings", "git")));
        var uid = uid(cluster.awaitsValue("settings", "git"));

        cluster.deletes(cluster.configMap("settings"));

        var anew = cluster.awaits(cluster.configMap("settings"), "it is another one", found -> !uid(found)
                .equals(uid));
        assertThat(ClusterUser.value(anew)).isEqualTo("git");
    }

    @Test
    void leavesAloneWhatTheApplicationIgnores() {
        var delivery = hub.delivers(wholeRepository().ignoring("ConfigMap", "settings", "/data/value"));
        delivery.awaitsSynced(git.pushes(
                Map.of("settings.yaml", configMap("settings", "git"), "more.yaml", configMap("more", "git"))));

        cluster.changes(cluster.configMap("settings"), "{\"data\": {\"value\": \"by hand\"}}");
        cluster.changes(cluster.configMap("more"), "{\"data\": {\"value\": \"by hand\"}}");

        cluster.awaitsValue("more", "git");
        delivery.awaitsSynced(git.head());
        cluster.awaitsValue("settings", "by hand");
    }

    @Test
    void prunesWhatGitHasNoMore() {
        var delivery = delivers();
        delivery.awaitsSynced(git.pushes(
                Map.of("settings.yaml", configMap("settings", "one"), "more.yaml", configMap("more", "one"))));
        var before = auditor.now();

        var commit = git.deletes("more.yaml");

        cluster.awaitsAbsence(cluster.configMap("more"));
        delivery.awaitsSynced(commit);
        cluster.awaitsValue("settings", "one");
        assertThat(auditor.deletionsSince(before)).extracting(AuditEntry::name).containsExactly("more");
    }

    @Test
    void addsWhatIsAddedAndLeavesTheRestAlone() {
        var delivery = delivers();
        delivery.awaitsSynced(git.pushes("settings.yaml", configMap("settings", "one")));
        var before = auditor.now();

        var commit = git.pushes("more.yaml", configMap("more", "one"));

        cluster.awaitsValue("more", "one");
        delivery.awaitsSynced(commit);
        assertThat(auditor.effectsSince(before, cluster.namespace())).containsOnlyKeys("configmaps/more");
    }

    @Test
    void readsDocumentsListsJsonAndFolders() {
        var list = """
                apiVersion: v1
                kind: List
                items:
                  - {apiVersion: v1, kind: ConfigMap, metadata: {name: of-list-1}, data: {value: one}}
                  - {apiVersion: v1, kind: ConfigMap, metadata: {name: of-list-2}, data: {value: two}}
                """;
        var json = """
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "of-json"}, "data": {"value": "json"}}
                """;
        var commit = git.pushes(Map.of(
                "app/documents.yaml",
                documents(configMap("of-document-1", "one"), configMap("of-document-2", "two")),
                "app/deep/down/list.yml",
                list,
                "app/object.json",
                json,
                "app/README.md",
                "# No manifest",
                "elsewhere/other.yaml",
                configMap("elsewhere", "not wanted")));
        var delivery = hub.delivers(wholeRepository().path("app").recursing());

        delivery.awaitsSynced(commit);

        cluster.awaitsValue("of-document-1", "one");
        cluster.awaitsValue("of-document-2", "two");
        cluster.awaitsValue("of-list-1", "one");
        cluster.awaitsValue("of-list-2", "two");
        cluster.awaitsValue("of-json", "json");
        assertThat(cluster.finds(cluster.configMap("elsewhere"))).isEmpty();
    }

    @Test
    void deliversSeveralSources() {
        var files =
                Map.of("one/settings.yaml", configMap("settings", "one"), "two/more.yaml", configMap("more", "two"));
        var delivery = hub.delivers(wholeRepository().fromFolders("one", "two"));

        var commit = git.pushes(files);

        cluster.awaitsValue("settings", "one");
        cluster.awaitsValue("more", "two");
        var status = delivery.awaits(
                "it is synced to both",
                found -> found.at("/sync/status").asText().equals("Synced")
                        && found.at("/operationState/phase").asText().equals("Succeeded"));
        assertThat(status.at("/sync/revisions")).extracting(JsonNode::asText).containsExactly(commit, commit);
        assertThat(status.at("/operationState/syncResult/revisions"))
                .extracting(JsonNode::asText)
                .containsExactly(commit, commit);
    }

    @Test
    void createsTheNamespaceWhereItIsAskedTo() {
        var commit = git.pushes("settings.yaml", configMap("settings", "one"));
        var namespace = cluster.namespace() + "-made";
        var delivery = hub.delivers(wholeRepository().inNamespace(namespace).option("CreateNamespace=true"));

        delivery.awaitsSynced(commit);

        cluster.awaits(ObjectPath.configMap(namespace, "settings"), "it is there", found -> true);
    }

    @Test
    void holdsAWaveBackUntilTheOneBeforeIsHealthy() {
        var commit = git.pushes(
                Map.of("0-web.yaml", deployment("web", "hang"), "1-after.yaml", configMapInWave(1, "after", "last")));
        var before = auditor.now();
        var delivery = delivers();
        delivery.awaits(
                "it waits for the Deployment",
                status -> status.path("operationState").path("phase").asText().equals("Running")
                        && status.path("operationState")
                                .path("message")
                                .asText()
                                .contains("Deployment/web"));
        assertThat(cluster.finds(cluster.configMap("after"))).isEmpty();

        cluster.letsPodsRun("web");

        cluster.awaitsValue("after", "last");
        delivery.awaitsSynced(commit);
        assertThat(auditor.everybodysWritesSince(before, cluster.namespace()).stream()
                        .filter(Deliveries::isWaveStep)
                        .map(entry -> entry.resource() + " " + entry.user().contains("headwater"))
                        .distinct())
                .as("the Deployment's controller says that it is available before the next wave is applied")
                .containsExactly("deployments false", "configmaps true");
    }

    /** The Deployment is said to be available, or the object of the next wave is applied. */
    private static boolean isWaveStep(AuditEntry entry) {
        var available = entry.resource().equals("deployments")
                && entry.subresource().equals("status")
                && entry.response()
                        .map(answer ->
                                answer.path("status").path("availableReplicas").asInt(0) == 1)
                        .orElse(false);
        return available || entry.name().equals("after");
    }

    @Test
    void syncsByHandWhenAskedTo() {
        var commit = git.pushes("settings.yaml", configMap("settings", "one"));
        var delivery = hub.delivers(wholeRepository().byHand());
        delivery.awaits(
                "it is out of sync",
                status -> status.path("sync").path("status").asText().equals("OutOfSync"));
        assertThat(cluster.finds(cluster.configMap("settings"))).isEmpty();

        delivery.changes("""
                {"operation": {"initiatedBy": {"username": "alice"}, "sync": {"prune": true}}}""");

        cluster.awaitsValue("settings", "one");
        delivery.awaitsSynced(commit);
        var state = delivery.awaits(
                        "the operation has ended",
                        status -> status.at("/operationState/phase").asText().equals("Succeeded"))
                .path("operationState");
        assertThat(state.at("/operation/initiatedBy/username").asText()).isEqualTo("alice");
        assertThat(state.at("/syncResult/revision").asText()).isEqualTo(commit);
        delivery.awaits("the request is gone", status -> !delivery.application().has("operation"));
    }

    @Test
    void tellsWhatWasDoneInStatusAndEvents() {
        var first = git.pushes("settings.yaml", configMap("settings", "one"));
        var delivery = delivers();
        delivery.awaitsSynced(first);
        var second = git.pushes("settings.yaml", configMap("settings", "two"));
        delivery.awaitsSynced(second);

        var status = delivery.awaits(
                "it remembers both syncs", found -> found.path("history").size() == 2);

        assertThat(status.path("history"))
                .extracting(entry -> entry.path("revision").asText())
                .containsExactly(first, second);
        assertThat(status.path("resources")).hasSize(1);
        assertThat(status.at("/resources/0/name").asText()).isEqualTo("settings");
        assertThat(status.at("/resources/0/status").asText()).isEqualTo("Synced");
        assertThat(status.at("/operationState/phase").asText()).isEqualTo("Succeeded");
        assertThat(status.at("/operationState/operation/initiatedBy/automated").asBoolean())
                .isTrue();
        assertThat(status.at("/operationState/syncResult/resources/0/status").asText())
                .isEqualTo("Synced");
        assertThat(status.path("conditions")).isEmpty();
        delivery.awaits("its Events tell of it", found -> delivery.events()
                .containsAll(List.of(
                        "OperationCompleted: Sync to %s: Succeeded, %s"
                                .formatted(
                                        second,
                                        status.at("/operationState/message").asText()),
                        "OperationStarted: Sync to %s started".formatted(second))));
    }

    @Test
    void deliversToAnotherCluster() {
        var commit = git.pushes("settings.yaml", configMap("settings", "one"));
        var delivery = hub.delivers(wholeRepository().toCluster(SECOND).inNamespace(second.namespace()));
        delivery.awaitsSynced(commit);
        second.awaitsValue("settings", "one");

        second.changes(second.configMap("settings"), "{\"data\": {\"value\": \"by hand\"}}");
        second.awaitsValue("settings", "one");
        var before = secondAuditor.now();
        var next = git.pushes(Map.of("more.yaml", configMap("more", "one")), "settings.yaml");

        second.awaitsAbsence(second.configMap("settings"));
        second.awaitsValue("more", "one");
        delivery.awaitsSynced(next);
        assertThat(secondAuditor.deletionsSince(before)).hasSize(1);
        assertThat(cluster.finds(cluster.configMap("settings"))).isEmpty();
    }

    @Test
    void followsAHistoryThatIsRewritten() {
        var delivery = delivers();
        delivery.awaitsSynced(git.pushes(
                Map.of("settings.yaml", configMap("settings", "one"), "more.yaml", configMap("more", "one"))));

        var commit = git.rewritesHistory(Map.of("settings.yaml", configMap("settings", "anew")));

        cluster.awaitsValue("settings", "anew");
        cluster.awaitsAbsence(cluster.configMap("more"));
        delivery.awaitsSynced(commit);
    }

    @Test
    void deliversWhatAnotherSpecificationAsksFor() {
        var commit = git.pushes(Map.of(
                "blue/settings.yaml",
                configMap("settings", "blue"),
                "green/settings.yaml",
                configMap("settings", "green")));
        var delivery = hub.delivers(wholeRepository().path("blue"));
        delivery.awaitsSynced(commit);
        cluster.awaitsValue("settings", "blue");

        delivery.becomes(wholeRepository().path("green"));

        cluster.awaitsValue("settings", "green");
        delivery.awaitsSynced(commit);
    }

    @Test
    void neverShowsAValueOfASecret() {
        var commit = git.pushes("secret.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: access}
                stringData: {password: correct-horse-battery-staple}
                """);
        var delivery = delivers();
        delivery.awaitsSynced(commit);

        var secret = cluster.awaits(ObjectPath.secret(cluster.namespace(), "access"), "it is there", found -> true);

        assertThat(secret.at("/data/password").asText()).isEqualTo("Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5LXN0YXBsZQ==");
        assertThat(delivery.application().toString()
                        + delivery.onPage()
                        + installation().logTails())
                .doesNotContain("correct-horse")
                .doesNotContain("Y29ycmVjdC1ob3Jz");
    }

    static String uid(JsonNode object) {
        return object.at("/metadata/uid").asText();
    }
}
