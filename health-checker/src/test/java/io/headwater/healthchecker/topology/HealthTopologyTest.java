package io.headwater.healthchecker.topology;

import static io.headwater.healthchecker.topology.Facts.accepted;
import static io.headwater.healthchecker.topology.Facts.application;
import static io.headwater.healthchecker.topology.Facts.applicationGone;
import static io.headwater.healthchecker.topology.Facts.cluster;
import static io.headwater.healthchecker.topology.Facts.deployment;
import static io.headwater.healthchecker.topology.Facts.deploymentKey;
import static io.headwater.healthchecker.topology.Facts.succeeded;
import static io.headwater.healthchecker.topology.Facts.verdict;
import static io.headwater.healthchecker.topology.Facts.waitsForRendering;
import static io.headwater.healthchecker.topology.Facts.waveStarting;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.HealthCode;
import io.headwater.schemas.avro.StatusChanged;
import io.headwater.schemas.avro.SyncVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthTopologyTest {

    private static final Duration LONG_ENOUGH = Duration.ofMillis(600);
    private static final List<Facts> SYNCED =
            List.of(cluster(), application(), deployment(1), verdict(SyncVerdict.SYNCED, "one"));

    private HealthPartition partition = new HealthPartition(List.of());

    @AfterEach
    void close() {
        partition.close();
    }

    @Test
    void tellsOfTransitionsAtOnce() {
        partition.write(SYNCED);
        partition.write(verdict(SyncVerdict.OUT_OF_SYNC, "two"));
        partition.write(accepted());
        partition.write(deployment(0));
        partition.write(deployment(1));
        partition.write(verdict(SyncVerdict.SYNCED, "two"));
        partition.write(succeeded(1));

        assertThat(partition.told())
                .containsExactly(
                        "Synced Healthy",
                        "OutOfSync Healthy",
                        "OutOfSync Healthy Running",
                        "OutOfSync Progressing Running",
                        "OutOfSync Healthy Running",
                        "Synced Healthy Running",
                        "Synced Healthy Succeeded done");
        assertThat(partition.transitions()).isEqualTo(7);
    }

    @Test
    void letsDetailsGather() {
        partition.write(SYNCED);
        partition.write(accepted());
        partition.told();

        partition.write(waveStarting(1, 0));
        partition.write(waveStarting(2, 1));
        assertThat(partition.told()).isEmpty();
        partition.pass(LONG_ENOUGH);

        assertThat(partition.told()).containsExactly("Synced Healthy Running applying wave 1 of phase Sync");
        partition.pass(LONG_ENOUGH);
        assertThat(partition.told()).isEmpty();
    }

    @Test
    void leavesOutDetailsThatATransitionHasOvertaken() {
        partition.write(SYNCED);
        partition.write(accepted());
        partition.told();

        partition.write(waveStarting(1, 0));
        partition.write(succeeded(2));
        partition.pass(LONG_ENOUGH);

        assertThat(partition.told()).containsExactly("Synced Healthy Succeeded done");
    }

    @Test
    void doesNotHurryToSayThatNothingIsKnown() {
        partition.write(List.of(cluster(), application(), waitsForRendering()));
        assertThat(partition.told()).isEmpty();

        partition.pass(LONG_ENOUGH);

        assertThat(partition.told()).hasSize(1).allMatch(told -> told.startsWith("Unknown"));
    }

    @Test
    void withdrawsTheStatusOfAnApplicationThatIsGone() {
        partition.write(SYNCED);
        partition.told();

        partition.write(applicationGone());
        partition.write(deployment(0));
        partition.pass(LONG_ENOUGH);

        assertThat(partition.statuses()).hasSize(1).containsOnlyNulls();
    }

    @Test
    void withdrawsTheStatusOfAnApplicationThatWentMeanwhile() {
        partition.write(SYNCED);
        restartWith(Stream.of(standing(partition.statuses().getLast())));

        partition.pass(LONG_ENOUGH);

        assertThat(partition.statuses()).hasSize(1).containsOnlyNulls();
    }

    @Test
    void keepsWhatItKnowsWhenTheApplicationComesLast() {
        partition.write(SYNCED.reversed());

        assertThat(partition.told()).endsWith("Synced Healthy");
    }

    @Test
    void beginsWithWhatStandsOnItsTopics() {
        restartWith(SYNCED.stream());

        partition.pass(LONG_ENOUGH);

        assertThat(partition.told()).containsExactly("Synced Healthy");
    }

    @Test
    void repeatsNothingThatItHasSaidBefore() {
        partition.write(SYNCED);
        var said = standing(partition.statuses().getLast());
        restartWith(Stream.concat(SYNCED.stream(), Stream.of(said)));

        partition.pass(LONG_ENOUGH);

        assertThat(partition.told()).isEmpty();
    }

    @Test
    void saysAfterAKillWhatHadYetToBeSaid() {
        partition.write(SYNCED);
        partition.write(accepted());
        var said = standing(partition.statuses().getLast());
        restartWith(Stream.concat(SYNCED.stream(), Stream.of(said, accepted(), waveStarting(1, 0))));

        partition.pass(Duration.ofMillis(100));
        partition.pass(LONG_ENOUGH);

        assertThat(partition.told()).containsExactly("Synced Healthy Running applying wave 0 of phase Sync");
    }

    @Test
    void saysAfterAKillHowObjectsAreThatChangedMeanwhile() {
        partition.write(SYNCED);
        var healthy = Objects.requireNonNull(partition.assessed().get(deploymentKey()));
        assertThat(healthy.getHealth()).isEqualTo(HealthCode.HEALTHY);
        var said = new Facts(Topics.HEALTH, deploymentKey(), healthy);
        var gone = new Facts(Topics.HEALTH, deploymentKey() + "-before", healthy);

        restartWith(Stream.concat(SYNCED.stream(), Stream.of(said)));
        partition.pass(LONG_ENOUGH);
        assertThat(partition.assessed()).isEmpty();

        restartWith(Stream.concat(SYNCED.stream(), Stream.of(said, gone, deployment(0))));
        partition.pass(LONG_ENOUGH);
        assertThat(partition.assessed()).containsOnlyKeys(deploymentKey(), deploymentKey() + "-before");
        partition.pass(LONG_ENOUGH);
        assertThat(partition.assessed()).isEmpty();
    }

    @Test
    void passesOverWhatItIsToldAgain() {
        var before = Stream.concat(
                        SYNCED.stream(),
                        Stream.of(verdict(SyncVerdict.OUT_OF_SYNC, "two"), verdict(SyncVerdict.SYNCED, "two")))
                .toList();
        restartWith(before.stream());
        partition.pass(Duration.ofMillis(100));
        partition.told();

        partition.write(before);
        partition.pass(LONG_ENOUGH);

        assertThat(partition.told()).isEmpty();
    }

    private void restartWith(Stream<Facts> before) {
        partition.close();
        partition = new HealthPartition(before.toList());
    }

    private static Facts standing(StatusChanged status) {
        return new Facts(Topics.STATUS, RecordKeys.application(Facts.WEB), Objects.requireNonNull(status));
    }
}
