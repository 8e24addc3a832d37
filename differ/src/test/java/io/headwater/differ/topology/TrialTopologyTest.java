package io.headwater.differ.topology;

import static io.headwater.differ.core.Manifests.configMap;
import static io.headwater.differ.topology.Entries.application;
import static io.headwater.differ.topology.Entries.live;
import static io.headwater.differ.topology.Entries.rendered;
import static io.headwater.differ.topology.Entries.triedInVain;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.schemas.avro.SyncVerdict;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where no sync will show it, the cluster is asked what it would make of an object. */
class TrialTopologyTest {

    private final Partition partition = new Partition();

    @AfterEach
    void close() {
        partition.close();
    }

    @Test
    void asksOnceAndBelievesTheAnswer() {
        differing("{}");
        var question = partition.questions().getFirst();
        assertThat(question.getResourceVersion()).isEqualTo("10");
        assertThat(lastVerdict()).isEqualTo(SyncVerdict.OUT_OF_SYNC);

        partition.write(triedInVain(question));

        assertThat(lastVerdict()).isEqualTo(SyncVerdict.SYNCED);
        partition.write(live(configMap("a", "2"), 11));
        partition.pass(Duration.ofHours(1));
        assertThat(partition.questions()).isEmpty();
    }

    @Test
    void asksAgainWhatIsNotAnswered() {
        differing("{}");
        var question = partition.questions().getFirst();

        partition.pass(Duration.ofSeconds(10));

        assertThat(partition.questions()).containsExactly(question);
    }

    @Test
    void letsASyncAnswer() {
        differing("{\"automated\": {}}");

        assertThat(partition.requests()).hasSize(1);
        assertThat(partition.questions()).isEmpty();
    }

    private void differing(String syncPolicy) {
        Entries.cluster().forEach(partition::write);
        rendered("s1", configMap("a", "1")).forEach(partition::write);
        partition.write(live(configMap("a", "2"), 10));
        partition.write(application(syncPolicy));
    }

    private SyncVerdict lastVerdict() {
        return Objects.requireNonNull(partition.verdicts().getLast()).getVerdict();
    }
}
