package io.headwater.applier.core;

import static io.headwater.applier.core.Manifests.annotated;
import static io.headwater.applier.core.Manifests.configMap;
import static io.headwater.applier.core.Manifests.deployment;
import static io.headwater.applier.core.Rig.automated;
import static io.headwater.applier.core.Rig.heal;
import static io.headwater.applier.core.Rig.key;
import static io.headwater.applier.core.Rig.manual;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.applier.core.Assessment.Health;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApplicationSyncTest {

    private final Rig rig = new Rig();

    @Test
    void appliesASingleObjectWithoutATrial() {
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(automated("op", "A"));

        assertThat(rig.effects).singleElement().isInstanceOf(Effect.Write.class);
        rig.writesSucceed();

        assertThat(rig.log())
                .containsExactly(
                        "op accepted",
                        "op starts Sync 0",
                        "op SYNCED ConfigMap/a",
                        "op SUCCEEDED: successfully synced (all tasks run)");
    }

    @Test
    void recordsWhichVersionOfAnObjectForbadeItsPruning() {
        var kept = key("ConfigMap", "kept");
        rig.withSpec().git("A", configMap("a", 0)).begun();
        rig.showsLive(annotated(configMap("kept", 0), "argocd.argoproj.io/sync-options", "Prune=confirm"), kept, "7");
        rig.asks(automated("op", "A")).writesSucceed();

        assertThat(rig.log()).contains("op PRUNE_SKIPPED ConfigMap/kept");
        assertThat(rig.written(kept)).isEqualTo("7");
    }

    @Test
    void fillsInTheDestinationNamespace() {
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(automated("op", "A"));

        var write = rig.expect(Effect.Write.class);

        assertThat(((Task.Apply) write.task()).object().namespace()).isEqualTo(Manifests.NAMESPACE);
    }

    @Test
    void triesSeveralObjectsOutBeforeItWritesAny() {
        rig.withSpec().git("A", configMap("a", 0), configMap("b", 1)).begun().asks(automated("op", "A"));

        assertThat(rig.effects).singleElement().isInstanceOf(Effect.TryOut.class);
        assertThat(rig.log()).containsExactly("op accepted");
    }

    @Test
    void changesNothingWhenOneObjectIsRefusedInTheTrial() {
        rig.withSpec().git("A", configMap("a", 0), configMap("b", 0)).begun().asks(automated("op", "A"));

        rig.expect(Effect.TryOut.class);
        rig.take(rig.sync.tried(
                "op",
                Map.of(
                        key("ConfigMap", "a"), new WriteResult.Applied("tried", "1", 1, "u"),
                        key("ConfigMap", "b"), new WriteResult.Refused(WriteResult.Cause.OTHER, "no such field"))));

        assertThat(rig.effects).isEmpty();
        assertThat(rig.log())
                .containsExactly(
                        "op accepted",
                        "op SYNC_FAILED ConfigMap/b",
                        "op FAILED: one or more objects failed to apply (dry run): ConfigMap shop/b: no such field");
    }

    @Test
    void startsAWaveOnlyWhenTheOneBeforeIsHealthyAtTheVersionThatWasWritten() {
        rig.withSpec()
                .git("A", deployment("first", 0), deployment("second", 1))
                .begun()
                .asks(automated("op", "A"))
                .trialsSucceed()
                .writesSucceed();
        var first = key("Deployment", "first");
        assertThat(rig.log()).last().isEqualTo("op waits: waiting for healthy state of apps/Deployment/first");

        rig.health(first, "99", Health.HEALTHY);
        rig.health(first, rig.written(first), Health.PROGRESSING);
        assertThat(rig.next(Effect.Write.class)).isEmpty();

        rig.health(first, rig.written(first), Health.HEALTHY);
        rig.writesSucceed();
        assertThat(rig.log())
                .endsWith(
                        "op starts Sync 1",
                        "op SYNCED Deployment/second",
                        "op SUCCEEDED: successfully synced (all tasks run)");
    }

    @Test
    void failsWhenWhatAWaveHasWrittenIsDegraded() {
        rig.withSpec()
                .git("A", deployment("first", 0), deployment("second", 1))
                .begun()
                .asks(automated("op", "A"))
                .trialsSucceed()
                .writesSucceed();

        rig.health(key("Deployment", "first"), "999", Health.DEGRADED);

        assertThat(rig.log())
                .last()
                .isEqualTo("op FAILED: one or more synchronization tasks completed unsuccessfully, reason:"
                        + " apps/Deployment/first is degraded");
    }

    @Test
    void doesNotWaitForKindsWithoutHealth() {
        rig.health(key("ConfigMap", "elsewhere"), "1", Health.NONE);
        rig.withSpec()
                .git("A", configMap("a", 0), configMap("b", 1))
                .begun()
                .asks(automated("op", "A"))
                .trialsSucceed()
                .writesSucceed();

        assertThat(rig.log()).last().isEqualTo("op SUCCEEDED: successfully synced (all tasks run)");
    }

    @Test
    void goesOnWithLaterKindsOfAWaveButNotWithLaterWavesWhenOneFails() {
        rig.withSpec()
                .git("A", configMap("a", 0), deployment("b", 0), deployment("c", 1))
                .begun()
                .asks(automated("op", "A"))
                .trialsSucceed();

        rig.answers(rig.expect(Effect.Write.class), new WriteResult.Refused(WriteResult.Cause.OTHER, "quota exceeded"));
        rig.writesSucceed();

        assertThat(rig.log())
                .containsExactly(
                        "op accepted",
                        "op starts Sync 0",
                        "op SYNC_FAILED ConfigMap/a",
                        "op SYNCED Deployment/b",
                        "op FAILED: one or more objects failed to apply, reason: ConfigMap shop/a: quota exceeded");
    }

    @Test
    void leavesObjectsThatAreLiveAsTheyAreWanted() {
        var a = configMap("a", 0);
        rig.showsLive(a, key("ConfigMap", "a"), "7");
        rig.withSpec().git("A", a, configMap("b", 0)).begun().asks(automated("op", "A"));

        assertThat(rig.effects).singleElement().isInstanceOfSatisfying(Effect.Write.class, write -> assertThat(
                        write.task().key())
                .isEqualTo(key("ConfigMap", "b")));
        rig.writesSucceed();
        assertThat(rig.log()).contains("op SYNCED ConfigMap/a", "op SYNCED ConfigMap/b");
    }

    @Test
    void doesNotTrustALiveCopyFromBeforeItsOwnLastWrite() {
        var before = configMap("a", 0, "before");
        rig.showsLive(before, key("ConfigMap", "a"), "7");
        rig.withSpec()
                .git("B", configMap("a", 0, "after"))
                .begun()
                .asks(automated("op-1", "B"))
                .writesSucceed();

        rig.git("A", before).asks(automated("op-2", "A"));

        assertThat(rig.next(Effect.Write.class)).isPresent();
    }

    @Test
    void healsOnlyTheObjectsThatAreNamed() {
        rig.withSpec()
                .git("A", configMap("a", 0), configMap("b", 0))
                .begun()
                .asks(heal("op", "A", key("ConfigMap", "b")))
                .writesSucceed();

        assertThat(rig.log())
                .containsExactly(
                        "op accepted",
                        "op starts Sync 0",
                        "op SYNCED ConfigMap/b",
                        "op SUCCEEDED: successfully synced (all tasks run)");
    }

    @Test
    void carriesOutOneOperationAtATime() {
        rig.withSpec()
                .git("A", configMap("a", 0))
                .begun()
                .asks(automated("op-1", "A"))
                .asks(heal("op-2", "A", key("ConfigMap", "a")));
        assertThat(rig.effects).hasSize(1);

        rig.writesSucceed();

        assertThat(rig.log())
                .containsSubsequence("op-1 accepted", "op-2 accepted", "op-1 SYNCED ConfigMap/a", "op-2 starts Sync 0");
    }

    @Test
    void ignoresARequestThatItKnows() {
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(automated("op", "A"));

        rig.asks(automated("op", "A")).writesSucceed();
        rig.asks(automated("op", "A"));

        assertThat(rig.settled).hasSize(3);
        assertThat(rig.log()).filteredOn(step -> step.equals("op accepted")).hasSize(1);
    }

    @Test
    void ignoresARequestThatStoodBeforeOneThatIsOnRecord() {
        rig.withSpec().git("A", configMap("a", 0)).begun();
        rig.asks(automated("op-9", "A"), new Position("syncs", 9)).writesSucceed();

        rig.asks(automated("op-8", "A"), new Position("syncs", 8));
        assertThat(rig.log()).noneMatch(step -> step.startsWith("op-8"));

        rig.asks(automated("op-0", "A"), new Position("syncs created anew", 0));
        assertThat(rig.log()).anyMatch(step -> step.startsWith("op-0"));
    }

    @Test
    void dropsARequestThatIsOutOfDateWithoutPuttingItOnRecord() {
        rig.withSpec().git("B", configMap("a", 0)).begun().asks(automated("op", "A"));

        assertThat(rig.settled).isEmpty();
        rig.take(rig.sync.caughtUp(rig.expect(Effect.CatchUp.class).operationId()));

        assertThat(rig.settled).hasSize(1);
        assertThat(rig.record).isEmpty();
    }

    @Test
    void waitsForTheSetThatARequestNames() {
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(automated("op", "B"));

        rig.git("B", configMap("a", 0, "new"));

        assertThat(rig.log()).containsExactly("op accepted", "op starts Sync 0");
    }

    @Test
    void saysThatItWaitsForASetThatNobodyHasRendered() {
        rig.withSpec().begun().asks(manual("op"));

        assertThat(rig.log()).containsExactly("op accepted", "op waits: waits for what Git says to be rendered");
        rig.git("A", configMap("a", 0)).writesSucceed();
        assertThat(rig.log()).last().isEqualTo("op SUCCEEDED: successfully synced (all tasks run)");
    }

    @Test
    void isSupersededByANewerSetBetweenWaves() {
        rig.withSpec()
                .git("A", deployment("first", 0), deployment("second", 1))
                .begun()
                .asks(automated("op-1", "A"))
                .trialsSucceed()
                .writesSucceed();

        rig.git("B", deployment("first", 0)).asks(automated("op-2", "B"));

        assertThat(rig.log())
                .endsWith("op-2 accepted", "op-1 superseded: a newer sync takes its place", "op-2 starts Sync 0");
    }

    @Test
    void isNotSupersededWhileAWriteIsUnderWay() {
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(automated("op-1", "A"));
        var write = rig.expect(Effect.Write.class);

        rig.git("B", configMap("a", 0, "new")).asks(automated("op-2", "B"));
        assertThat(rig.log()).last().isEqualTo("op-2 accepted");
        assertThat(rig.effects).isEmpty();

        rig.succeeds(write);
        assertThat(rig.log()).contains("op-1 SYNCED ConfigMap/a").last().isEqualTo("op-2 starts Sync 0");
    }

    @Test
    void retriesWhatMayPassAndSaysSo() {
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(automated("op", "A"));

        rig.answers(
                rig.expect(Effect.Write.class),
                new WriteResult.Unavailable("connection refused", Optional.of(Duration.ofSeconds(3))));

        assertThat(rig.log()).last().isEqualTo("op waits: retrying: connection refused");
        assertThat(rig.expect(Effect.Pause.class).duration()).isEqualTo(Duration.ofSeconds(3));
        rig.take(rig.sync.paused("op"));
        rig.writesSucceed();
        assertThat(rig.log()).last().isEqualTo("op SUCCEEDED: successfully synced (all tasks run)");
    }

    @Test
    void writesWhatWasUnchangedWhenItWasPlannedButIsNotWhenItsWaveComes() {
        rig.withSpec().git("A", deployment("first", 0), configMap("second", 1)).begun();
        var second = key("ConfigMap", "second");
        rig.showsLive(Manifests.in(Manifests.NAMESPACE, configMap("second", 1)), second, "7");
        rig.asks(automated("op", "A")).writesSucceed();
        rig.showsLive(Manifests.in(Manifests.NAMESPACE, configMap("second", 1, "by hand")), second, "8");

        var first = key("Deployment", "first");
        rig.health(first, rig.written(first), Health.HEALTHY);

        assertThat(rig.expect(Effect.Write.class)).satisfies(write -> {
            assertThat(write.task().key()).isEqualTo(second);
            assertThat(write.precondition()).isEqualTo(new Precondition.Unchanged("uid-of-" + second, "8"));
        });
    }

    @Test
    void isSupersededWhileItRetries() {
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(automated("op-1", "A"));
        rig.answers(rig.expect(Effect.Write.class), new WriteResult.Unavailable("no route", Optional.empty()));

        rig.git("B", configMap("a", 0, "new")).asks(automated("op-2", "B"));

        assertThat(rig.log())
                .contains("op-1 superseded: a newer sync takes its place")
                .last()
                .isEqualTo("op-2 starts Sync 0");
    }

    @Test
    void putsItsLastStepOnRecordOnceMoreWhenTheLeaseIsOver() {
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(automated("op", "A"));
        var steps = rig.record.size();

        rig.answers(rig.expect(Effect.Write.class), new WriteResult.LeaseOver());

        assertThat(rig.record).hasSize(steps);
        assertThat(rig.repeated).containsExactly(rig.record.getLast());
        assertThat(rig.next(Effect.Write.class)).isPresent();
    }

    @Test
    void forgetsOperationsThatEndedBeforeTheLastOne() {
        rig.withSpec().git("A", configMap("a", 0)).begun();
        for (var id : new String[] {"op-1", "op-2", "op-3"}) {
            rig.asks(heal(id, "A", key("ConfigMap", "a"))).writesSucceed();
        }

        assertThat(rig.forgotten).containsExactly("op-1");
        assertThat(rig.sync.operations()).extracting(OperationState::id).containsExactly("op-2", "op-3");
    }

    @Test
    void forgetsEverythingOfAnApplicationThatIsGone() {
        rig.withSpec().git("A", configMap("a", 0)).begun().asks(automated("op", "A"));

        rig.take(rig.sync.removed());
        rig.succeeds(rig.expect(Effect.Write.class));

        assertThat(rig.forgotten).containsExactly("op");
        assertThat(rig.log()).last().isEqualTo("op starts Sync 0");
    }

    @Test
    void doesNothingForAnApplicationThatIsMerelyUnknown() {
        rig.git("A", configMap("a", 0)).begun().asks(manual("op"));
        rig.take(rig.sync.caughtUp(rig.expect(Effect.CatchUp.class).operationId()));
        rig.take(rig.sync.caughtUp(rig.expect(Effect.CatchUp.class).operationId()));

        assertThat(rig.log()).containsExactly("op accepted", "op waits: waits for the Application to be known");
        rig.withSpec().writesSucceed();
        assertThat(rig.log()).last().isEqualTo("op SUCCEEDED: successfully synced (all tasks run)");
    }
}
