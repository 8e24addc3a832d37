package io.headwater.differ;

import static io.headwater.differ.core.Manifests.configMap;
import static io.headwater.differ.topology.Entries.accepted;
import static io.headwater.differ.topology.Entries.application;
import static io.headwater.differ.topology.Entries.finished;
import static io.headwater.differ.topology.Entries.live;
import static io.headwater.differ.topology.Entries.rendered;
import static io.headwater.differ.topology.Entries.stepped;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.differ.topology.Entries;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.schemas.avro.Difference;
import io.headwater.schemas.avro.ObjectRef;
import io.headwater.schemas.avro.OperationPhase;
import io.headwater.schemas.avro.RequestSync;
import io.headwater.schemas.avro.SyncOrigin;
import io.headwater.schemas.avro.SyncVerdict;
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

/** The differ with a real broker, on which the test stands for all other services. */
@WithKafka
class DifferIT {

    private static final String AUTOMATED = "{\"automated\": {\"selfHeal\": true, \"prune\": true}}";
    private static final KubernetesObject A = configMap("a", "1");

    private Neighbours neighbours;

    @BeforeEach
    void start(TestKafka kafka, @TempDir Path directory) throws IOException {
        neighbours = new Neighbours(kafka.bootstrapServers(), directory);
        neighbours.startDiffer();
    }

    @AfterEach
    void stop() {
        neighbours.close();
    }

    @Test
    void syncsHealsAndFollows() {
        synced();

        neighbours.write(List.of(live(configMap("a", "by hand"), 11)));

        var heal = neighbours.awaitRequest();
        assertThat(heal.getOrigin()).isEqualTo(SyncOrigin.HEAL);
    }

    @Test
    void leavesAloneWhatTheInstallationIgnoresWhileItDoes() {
        synced();
        neighbours.write(List.of(Entries.settings(
                Map.of("resource.customizations.ignoreDifferences.ConfigMap", "jsonPointers: [/data/value]"))));
        neighbours.write(List.of(live(configMap("a", "by hand"), 11)));
        neighbours.write(List.of(live(configMap("b", "extra"), 12)));
        neighbours.awaitVerdict(verdict -> verdict.getVerdict() == SyncVerdict.OUT_OF_SYNC);
        assertThat(neighbours.awaitRequest().getObjects())
                .extracting(ObjectRef::getName)
                .containsExactly("b");

        neighbours.write(List.of(
                Entries.settings(Map.of()),
                Entries.deleted(configMap("b", "extra").key(), 13)));

        neighbours.awaitVerdict(verdict ->
                verdict.getObjects().stream().anyMatch(object -> object.getDifference() == Difference.MODIFIED));
    }

    @Test
    void goesOnWhereItWasAfterARestart() {
        synced();
        neighbours.stopDiffer();
        neighbours.write(List.of(live(configMap("a", "meanwhile"), 11)));
        neighbours.startDiffer();

        var heal = neighbours.awaitRequest();

        assertThat(heal.getOrigin()).isEqualTo(SyncOrigin.HEAL);
        assertThat(neighbours.requests()).hasSize(2);
        neighbours.awaitVerdict(verdict -> verdict.getVerdict() == SyncVerdict.OUT_OF_SYNC);
        assertThat(neighbours.verdicts())
                .filteredOn(verdict -> verdict.getVerdict() == SyncVerdict.SYNCED)
                .hasSize(1);
    }

    @Test
    void asksAgainForWhatNobodyHasAcceptedYet() {
        var first = firstRequest();
        neighbours.stopDiffer();
        neighbours.startDiffer();

        assertThat(neighbours.awaitRequest()).isEqualTo(first);
    }

    @Test
    void rebuildsWhatItKnowsFromNewTopics() {
        synced();
        neighbours.loseTopics();

        var again = firstRequest();
        assertThat(again.getOrigin()).isEqualTo(SyncOrigin.AUTOMATED);
    }

    private RequestSync firstRequest() {
        neighbours.write(List.of(application(AUTOMATED)));
        neighbours.write(rendered("s1", A));
        neighbours.write(Entries.cluster());
        return neighbours.awaitRequest();
    }

    private void synced() {
        var request = firstRequest();
        neighbours.write(List.of(
                accepted(request),
                live(A, 10),
                stepped(request.getOperationId(), 1, A, 10),
                finished(request, 2, OperationPhase.SUCCEEDED)));
        neighbours.awaitVerdict(verdict -> verdict.getVerdict() == SyncVerdict.SYNCED);
    }
}
