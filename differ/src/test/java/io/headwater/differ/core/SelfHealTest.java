package io.headwater.differ.core;

import static io.headwater.differ.core.Manifests.annotated;
import static io.headwater.differ.core.Manifests.configMap;
import static io.headwater.differ.core.Scene.NOON;
import static io.headwater.differ.core.Scene.configMapKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.differ.core.Step.Outcome;
import io.headwater.differ.core.SyncRequest.Origin;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.sync.SyncOptions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done about differences from the very set that was synced with success. */
class SelfHealTest extends Decisions {

    private static final ObjectKey A = configMapKey("a");
    private static final ObjectKey EXTRA = configMapKey("extra");
    private static final String HEALING = "{\"automated\": {\"selfHeal\": true, \"prune\": true}}";

    @Test
    void healsOnlyWhatHasDrifted() {
        var request = ask(drifted());

        assertThat(request.origin()).isEqualTo(Origin.HEAL);
        assertThat(request.objects()).containsExactly(A);
    }

    @Test
    void healsAgainAndAgainUnderIdsOfItsOwn() {
        var scene = drifted();
        var first = ask(scene);
        scene.accepted(first).finished(first.operationId(), true, "s1");

        var second = ask(scene.holds(configMap("a", "3"), 30));
        assertThat(second.operationId()).isNotEqualTo(first.operationId());
    }

    @Test
    void slowsDownForAnotherManagerAndNamesIt() {
        var scene = drifted();
        for (var i = 0; i < 20; i++) {
            var heal = ask(scene);
            scene.accepted(heal).finished(heal.operationId(), true, "s1");
        }

        var waiting = rest(scene);
        assertThat(codes(waiting)).containsExactly("HealingSlowed", "Fighting");
        assertThat(waiting.again()).contains(NOON.plusSeconds(1));
        assertThat(ask(scene, NOON.plusSeconds(1)).origin()).isEqualTo(Origin.HEAL);
    }

    @Test
    void namesAFightAtTheThirdTimeWhileItGoesOnHealing() {
        var scene = drifted();
        heal(scene);
        heal(scene);
        assertThat(codes(rest(scene.holds(configMap("a", "1"), 30)))).isEmpty();

        var third = decide(scene.holds(configMap("a", "2"), 31), NOON);

        assertThat(third).isInstanceOf(Decision.Ask.class);
        assertThat(third.reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("Fighting");
            assertThat(reason.message())
                    .contains("kubectl-edit keeps changing data of")
                    .contains("shop/a");
        });
        assertThat(third.again()).contains(NOON.plusSeconds(60));
    }

    @Test
    void remembersAFightWhileTheObjectIsAsItShouldBeAndNoLonger() {
        var scene = drifted();
        heal(scene);
        heal(scene);
        heal(scene);
        scene.holds(configMap("a", "1"), 30);

        assertThat(codes(rest(scene, NOON.plusSeconds(59)))).containsExactly("Fighting");
        assertThat(codes(rest(scene, NOON.plusSeconds(60)))).isEmpty();
    }

    @Test
    void namesNoFightOverDifferentFields() {
        var scene = drifted();
        heal(scene);
        heal(scene);
        heal(scene.lost(A, "40"));

        assertThat(codes(decide(scene, NOON))).isEmpty();
    }

    @Test
    void takesWhatTheApiServerMadeOfItForWhatItShouldBe() {
        var scene = new Scene(HEALING).git("s1", configMap("a", "1")).holds(configMap("a", "2"), 10);
        scene.ran("o1", "s1", true).stepped("o1", 1, A, Outcome.SYNCED, "10");

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);
        assertThat(codes(rest(scene))).isEmpty();
        assertThat(scene.holds(configMap("a", "2"), 11).assess().verdict()).isEqualTo(Verdict.SYNCED);
        assertThat(ask(scene.holds(configMap("a", "3"), 12)).objects()).containsExactly(A);
        assertThat(scene.holds(configMap("a", "2"), 13).assess().verdict()).isEqualTo(Verdict.SYNCED);
    }

    @Test
    void takesItForNothingOnceGitWantsSomethingElse() {
        var scene = new Scene(HEALING).git("s1", configMap("a", "1")).holds(configMap("a", "2"), 10);
        scene.ran("o1", "s1", true).stepped("o1", 1, A, Outcome.SYNCED, "10");
        scene.assess();

        assertThat(ask(scene.git("s2", configMap("a", "4"))).origin()).isEqualTo(Origin.AUTOMATED);
    }

    @Test
    void doesNotRepeatWhatHadNoEffectWhereMutationsCount() {
        var scene = new Scene(HEALING)
                .comparing(HEALING, "IncludeMutationWebhook=true")
                .git("s1", configMap("a", "1"))
                .holds(configMap("a", "2"), 10);
        scene.ran("o1", "s1", true).stepped("o1", 1, A, Outcome.SYNCED, "10");
        scene.answered(scene.question(), configMap("a", "1"));

        assertThat(codes(rest(scene))).containsExactly("SyncHasNoEffect");
        scene.holds(configMap("a", "3"), 11);
        ask(scene.answered(scene.question(), configMap("a", "1")));
    }

    @Test
    void triesAFailedHealAgainForTheSameObjects() {
        var scene = drifted();
        var heal = ask(scene);
        scene.accepted(heal).finished(heal.operationId(), false, "s1");
        rest(scene);

        var again = ask(scene, NOON.plusSeconds(5));
        assertThat(again.origin()).isEqualTo(Origin.HEAL);
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(again.objects()).containsExactly(A);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Prune=false", "Prune=confirm"})
    void asksForNoPruningThatNeedsAPerson(String option) {
        var kept = annotated(configMap("extra", "1"), SyncOptions.ANNOTATION, option);
        var scene = new Scene(HEALING)
                .git("s1", configMap("a", "1"))
                .holds(configMap("a", "1"), 10)
                .holds(kept, 11);

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.OUT_OF_SYNC);
        assertThat(codes(rest(scene))).containsExactly("PruneDisabled");
        assertThat(codes(rest(scene.ran("o1", "s1", true)))).containsExactly("PruneDisabled");
    }

    @Test
    void doesNotAskAgainForAPruningThatWasSkipped() {
        var scene = withExtra();
        scene.ran("o1", "s1", true).stepped("o1", 1, EXTRA, Outcome.PRUNE_SKIPPED, "20");

        assertThat(codes(rest(scene))).containsExactly("SyncHasNoEffect");
        assertThat(rest(scene).again()).isEmpty();
        assertThat(rest(scene, NOON.plusSeconds(3600)).again()).isEmpty();
    }

    @Test
    void healsTheOthersWhileAPruningIsSkipped() {
        var scene = withExtra().holds(configMap("a", "2"), 21);
        scene.ran("o1", "s1", true).stepped("o1", 1, EXTRA, Outcome.PRUNE_SKIPPED, "20");

        assertThat(ask(scene).objects()).containsExactly(A);
    }

    @Test
    void asksForASkippedPruningOnceTheObjectHasChanged() {
        var scene = withExtra();
        scene.ran("o1", "s1", true).stepped("o1", 1, EXTRA, Outcome.PRUNE_SKIPPED, "20");
        rest(scene);

        assertThat(ask(scene.holds(configMap("extra", "1"), 22)).objects()).containsExactly(EXTRA);
    }

    @Test
    void asksForAPruningThatWasSkippedForAnotherSetOrSpecification() {
        var scene = withExtra();
        scene.ran("o0", "s0", true).stepped("o0", 1, EXTRA, Outcome.PRUNE_SKIPPED, "20");
        assertThat(ask(scene).origin()).isEqualTo(Origin.AUTOMATED);

        scene.ran("o1", "s1", true).stepped("o1", 1, EXTRA, Outcome.PRUNE_SKIPPED, "20");
        scene.observe(HEALING, "spec-2", false, Optional.empty());
        assertThat(scene.assess().objects())
                .filteredOn(object -> object.key().equals(EXTRA))
                .extracting(ObjectVerdict::asSynced)
                .containsExactly(false);
    }

    @Test
    void asksForAPruningThatTheLastSyncWasNotAskedFor() {
        var byHand =
                new SyncRequest("o1", Origin.MANUAL, Scene.SPEC, Optional.of("s1"), false, false, List.of(), 0, NOON);
        var scene = withExtra().accepted(byHand).finished("o1", true, "s1");
        scene.stepped("o1", 1, EXTRA, Outcome.PRUNE_SKIPPED, "20");

        assertThat(ask(scene).objects()).containsExactly(EXTRA);
    }

    @Test
    void asksForAPruningThatWasSkippedForAPassingReason() {
        var scene = withExtra();
        scene.ran("o1", "s1", true).stepped("o1", 1, EXTRA, Outcome.PRUNE_SKIPPED, "");

        assertThat(ask(scene).objects()).containsExactly(EXTRA);
    }

    private void heal(Scene scene) {
        var heal = ask(scene);
        scene.accepted(heal).finished(heal.operationId(), true, "s1");
    }

    private static Scene withExtra() {
        return new Scene(HEALING)
                .git("s1", configMap("a", "1"))
                .holds(configMap("a", "1"), 10)
                .holds(configMap("extra", "1"), 20);
    }

    private static Scene drifted() {
        return new Scene(HEALING)
                .git("s1", configMap("a", "1"), configMap("b", "1"))
                .holds(configMap("a", "2"), 20)
                .holds(configMap("b", "1"), 21)
                .ran("o1", "s1", true);
    }
}
