package io.headwater.e2e;

import static io.headwater.e2e.actors.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.e2e.actors.Auditor.Moment;
import io.headwater.e2e.actors.ClusterUser;
import io.headwater.e2e.actors.Delivery;
import io.headwater.e2e.process.Installation;
import io.headwater.e2e.process.ServicesInstallation;
import io.headwater.e2e.process.ServicesInstallation.Plan;
import io.headwater.testcluster.ControlPlane;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All topics are deleted: everything is rebuilt from Git, the clusters and the hub; nothing is pruned or done again, and work goes on. */
class TopicsLostScenario extends Stage {

    private Delivery delivery;
    private String commit;

    @Override
    Installation install(ControlPlane hub, Path directory) {
        return ServicesInstallation.start(build, hub, Plan.plain(directory, Map.of()));
    }

    private ServicesInstallation services() {
        return (ServicesInstallation) installation();
    }

    @BeforeEach
    void deliverSomething() {
        delivery = delivers();
        commit = git.pushes(
                Map.of("settings.yaml", configMap("settings", "one"), "more.yaml", configMap("more", "one")));
        delivery.awaitsSynced(commit);
    }

    @Test
    void rebuildsWhatItKnowsWhileItRuns() throws Exception {
        var before = auditor.now();

        var lost = deleteTopics();

        awaitNew(lost);
        services().awaitReady();
        assertNothingWasDoneSince(before);
        assertWorkGoesOn();
    }

    @Test
    void rebuildsWhatItKnowsAtTheNextStart() throws Exception {
        var before = auditor.now();
        services().stopServices();
        deleteTopics();

        services().start();

        assertNothingWasDoneSince(before);
        assertWorkGoesOn();
    }

    @Test
    void deliversWhatWasPushedMeanwhile() throws Exception {
        services().stopServices();
        deleteTopics();
        var meanwhile = git.pushesQuietly(Map.of("settings.yaml", configMap("settings", "meanwhile")), "more.yaml");

        services().start();

        delivery.awaitsSynced(meanwhile);
        cluster.awaitsValue("settings", "meanwhile");
        cluster.awaitsAbsence(cluster.configMap("more"));
    }

    /** What the hub remembers of the last operation outlives the topics, however often they are lost. */
    @Test
    void leavesAloneWhatIsNotToBeHealed() throws Exception {
        delivery.becomes(wholeRepository().withoutHealing());
        delivery.awaitsSynced(commit);
        cluster.changes(cluster.configMap("settings"), "{\"data\": {\"value\": \"by hand\"}}");
        delivery.awaits("it differs", TopicsLostScenario::isOutOfSync);
        var operation = delivery.status().path("operationState");
        var before = auditor.now();

        for (var loss = 1; loss <= 2; loss++) {
            services().stopServices();
            deleteTopics();
            services().start();
            var change = "{\"metadata\": {\"labels\": {\"loss\": \"%d\"}}}".formatted(loss);
            cluster.changes(cluster.configMap("more"), change);
            delivery.awaits("it was judged anew", TopicsLostScenario::isOutOfSync);
        }

        assertThat(ClusterUser.value(cluster.awaits(cluster.configMap("settings"), "it is there", found -> true)))
                .isEqualTo("by hand");
        assertThat(auditor.effectsSince(before, cluster.namespace())).isEmpty();
        assertThat(delivery.status().path("operationState")).isEqualTo(operation);
    }

    private static boolean isOutOfSync(JsonNode status) {
        return status.at("/sync/status").asText().equals("OutOfSync");
    }

    private void assertNothingWasDoneSince(Moment before) {
        delivery.awaitsSynced(commit);
        assertThat(auditor.effectsSince(before, cluster.namespace())).isEmpty();
        assertThat(auditor.deletionsSince(before)).isEmpty();
    }

    private void assertWorkGoesOn() {
        cluster.changes(cluster.configMap("settings"), "{\"data\": {\"value\": \"by hand\"}}");
        cluster.awaitsValue("settings", "one");
        var next = git.pushes(Map.of("settings.yaml", configMap("settings", "two")), "more.yaml");
        cluster.awaitsValue("settings", "two");
        cluster.awaitsAbsence(cluster.configMap("more"));
        delivery.awaitsSynced(next);
    }

    private Set<String> deleteTopics() throws ExecutionException, InterruptedException {
        try (var admin = admin()) {
            var topics = admin.listTopics().names().get();
            admin.deleteTopics(topics).all().get();
            return topics;
        }
    }

    private void awaitNew(Set<String> lost) throws ExecutionException, InterruptedException {
        var expected = lost.stream()
                .filter(name -> name.startsWith(ServicesInstallation.TOPIC_PREFIX + "."))
                .collect(Collectors.toSet());
        try (var admin = admin()) {
            while (!admin.listTopics().names().get().containsAll(expected)) {
                Thread.sleep(50);
            }
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", services().bootstrapServers()));
    }
}
