package io.headwater.applier.core;

import static io.headwater.applier.core.Manifests.configMap;
import static io.headwater.applier.core.Manifests.deployment;
import static io.headwater.applier.core.Rig.automated;
import static io.headwater.applier.core.Rig.key;
import static io.headwater.applier.core.Rig.manual;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.applier.core.Assessment.Health;
import org.junit.jupiter.api.Test;

class TakeoverTest {

    private final Rig rig = new Rig();

    @Test
    void waitsForTheFormerOwnersLastWriteBeforeItWrites() {
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(automated("op", "A"));

        rig.takenOver().withSpec().git("A", configMap("a", 0));
        rig.take(rig.sync.begin(true));

        assertThat(rig.sync.isHeld()).isTrue();
        assertThat(rig.effects).isEmpty();
        assertThat(rig.log())
                .last()
                .isEqualTo("op waits: waits until the last write of the former owner must have ended");
        rig.take(rig.sync.release());
        assertThat(rig.log()).last().isEqualTo("op starts Sync 0");
        assertThat(rig.next(Effect.Write.class)).isPresent();
    }

    @Test
    void needsNoWaitForAnOperationThatHadNotBegunToWrite() {
        rig.withSpec().git("A", configMap("a", 0), configMap("b", 0)).begun().asks(automated("op", "A"));

        rig.takenOver().withSpec().git("A", configMap("a", 0), configMap("b", 0));
        rig.take(rig.sync.begin(true));

        assertThat(rig.sync.isHeld()).isFalse();
        assertThat(rig.next(Effect.TryOut.class)).isPresent();
    }

    @Test
    void repeatsNothingThatIsOnRecord() {
        rig.withSpec()
                .git("A", configMap("a", 0), configMap("b", 0))
                .begun()
                .asks(automated("op", "A"))
                .trialsSucceed();
        rig.succeeds(rig.expect(Effect.Write.class));

        rig.takenOver()
                .withSpec()
                .git("A", configMap("a", 0), configMap("b", 0))
                .begun();

        assertThat(rig.effects).singleElement().isInstanceOfSatisfying(Effect.Write.class, write -> assertThat(
                        write.task().key())
                .isEqualTo(key("ConfigMap", "b")));
        rig.writesSucceed();
        assertThat(rig.log()).last().isEqualTo("op SUCCEEDED: successfully synced (all tasks run)");
    }

    @Test
    void goesOnWaitingForTheWaveThatWasWritten() {
        rig.withSpec()
                .git("A", deployment("first", 0), deployment("second", 1))
                .begun()
                .asks(automated("op", "A"))
                .trialsSucceed()
                .writesSucceed();

        rig.takenOver()
                .withSpec()
                .git("A", deployment("first", 0), deployment("second", 1))
                .begun();
        assertThat(rig.effects).isEmpty();
        rig.health(key("Deployment", "first"), rig.written(key("Deployment", "first")), Health.HEALTHY);

        assertThat(rig.log()).last().isEqualTo("op starts Sync 1");
    }

    @Test
    void beginsAManualSyncAnewWhenGitHasMovedOnMeanwhile() {
        rig.withSpec()
                .git("A", configMap("a", 0), configMap("b", 0))
                .begun()
                .asks(manual("op"))
                .trialsSucceed();
        rig.succeeds(rig.expect(Effect.Write.class));

        rig.takenOver()
                .withSpec()
                .git("B", configMap("a", 0, "new"), configMap("b", 0))
                .begun()
                .trialsSucceed()
                .writesSucceed();

        assertThat(rig.log())
                .endsWith(
                        "op starts PreSync 0",
                        "op starts Sync 0",
                        "op SYNCED ConfigMap/a",
                        "op SYNCED ConfigMap/b",
                        "op SUCCEEDED: successfully synced (all tasks run)");
    }

    @Test
    void dropsAnAutomatedSyncWhoseSetIsGone() {
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(automated("op", "A"));

        rig.takenOver().withSpec().git("B", configMap("a", 0, "new")).begun();
        rig.take(rig.sync.caughtUp(rig.expect(Effect.CatchUp.class).operationId()));

        assertThat(rig.log()).last().isEqualTo("op superseded: Git has moved on since this sync was decided on");
    }
}
