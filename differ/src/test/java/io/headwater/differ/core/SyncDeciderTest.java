package io.headwater.differ.core;

import static io.headwater.differ.core.Manifests.configMap;
import static io.headwater.differ.core.Scene.NOON;
import static io.headwater.differ.core.Scene.configMapKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.differ.core.Decision.Ask;
import io.headwater.differ.core.Step.Outcome;
import io.headwater.differ.core.SyncRequest.Origin;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SyncDeciderTest extends Decisions {

    private static final ObjectKey A = configMapKey("a");
    private static final String PRUNING = "{\"automated\": {\"prune\": true}}";

    /** The rows of Argo CD's table in their order but the first, which {@link SyncWindowsTest} is about. */
    @Nested
    class AutomatedSync {

        @Test
        void asksForWhatGitHasAndTheClusterLacks() {
            var request = ask(Scene.automated().git("s1", configMap("a", "1")));

            assertThat(request.origin()).isEqualTo(Origin.AUTOMATED);
            assertThat(request.setDigest()).contains("s1");
            assertThat(request.specDigest()).isEqualTo(Scene.SPEC);
            assertThat(request.objects()).isEmpty();
            assertThat(request.prune()).isFalse();
            assertThat(request.attempt()).isZero();
        }

        @Test
        void restsWithoutAutomation() {
            rest(Scene.manual().git("s1", configMap("a", "1")));
            rest(new Scene("{\"automated\": {\"enabled\": false}}").git("s1", configMap("a", "1")));
        }

        @Test
        void restsWhileTheApplicationIsDeleted() {
            var scene = Scene.automated().git("s1", configMap("a", "1"));
            scene.observe("{\"automated\": {}}", Scene.SPEC, true, Optional.empty());

            rest(scene);
        }

        @Test
        void restsWhenNothingDiffers() {
            rest(Scene.automated().git("s1", configMap("a", "1")).holds(configMap("a", "1"), 1));
        }

        @Test
        void neverSyncsTheUnknown() {
            var scene = Scene.automated().git("s1", configMap("a", "1"));
            scene.cluster.forget(Scene.CONFIG_MAP);

            rest(scene);
        }

        @Test
        void restsUntilLiveShowsWhatWasWritten() {
            var scene = Scene.automated().git("s2", configMap("a", "2"), configMap("b", "1"));
            scene.holds(configMap("a", "1"), 9).ran("o1", "s1", true);
            scene.stepped("o1", 1, A, Outcome.SYNCED, "10");

            rest(scene);
        }

        @Test
        void leavesWhatOnlyNeedsPruningWithoutPrune() {
            rest(Scene.automated()
                    .git("s1", configMap("a", "1"))
                    .holds(configMap("a", "1"), 1)
                    .holds(configMap("b", "1"), 2));
        }

        @Test
        void prunesWhatGitLacksWithPrune() {
            var request = ask(new Scene(PRUNING)
                    .git("s1", configMap("a", "1"))
                    .holds(configMap("a", "1"), 1)
                    .holds(configMap("b", "1"), 2));

            assertThat(request.prune()).isTrue();
        }

        @Test
        void restsAfterASuccessWithoutSelfHeal() {
            rest(Scene.automated().git("s1", configMap("a", "1")).ran("o1", "s1", true));
        }

        @Test
        void syncsANewSetAfterASuccess() {
            assertThat(ask(Scene.automated().git("s2", configMap("a", "1")).ran("o1", "s1", true))
                            .setDigest())
                    .contains("s2");
        }

        @Test
        void syncsAgainWhenTheSpecificationChanged() {
            var scene = Scene.automated().git("s1", configMap("a", "1"));
            scene.accepted(new SyncRequest(
                            "o1", Origin.AUTOMATED, "spec-0", Optional.of("s1"), true, false, List.of(), 0, NOON))
                    .finished("o1", true, "s1");

            ask(scene);
        }

        @Test
        void takesARehearsalForNoAttempt() {
            var scene = Scene.automated().git("s1", configMap("a", "1"));
            scene.accepted(new SyncRequest(
                            "o1", Origin.MANUAL, Scene.SPEC, Optional.of("s1"), true, true, List.of(), 0, NOON))
                    .finished("o1", true, "s1");

            ask(scene);
        }

        /** As {@code operation: {}}, which ends before it is known what it would apply. */
        @Test
        void takesARequestThatNobodyUnderstandsForNoAttempt() {
            var scene = Scene.automated().git("s1", configMap("a", "1")).ran("o1", "s1", true);
            scene.accepted(new SyncRequest(
                            "m1", Origin.MANUAL, Scene.SPEC, Optional.empty(), false, false, List.of(), 0, NOON))
                    .finished("m1", false, "");

            rest(scene);
        }

        @Test
        void neverDeletesEverythingUnlessThatIsAllowed() {
            var wipingOut = new Scene(PRUNING).git("s1").holds(configMap("a", "1"), 1);
            assertThat(codes(rest(wipingOut))).containsExactly("SyncError");
            assertThat(rest(wipingOut).reasons().getFirst().message())
                    .contains("auto-sync will wipe out all resources");

            var allowed = new Scene("{\"automated\": {\"prune\": true, \"allowEmpty\": true}}").git("s1");
            assertThat(ask(allowed.holds(configMap("a", "1"), 1)).prune()).isTrue();
        }

        @Test
        void waitsForObjectsThatAreOnTheirWayOut() {
            var dying = Manifests.configMap("b", "1").copyTree();
            dying.withObject("/metadata").put("deletionTimestamp", "2026-01-01T11:59:00Z");

            rest(new Scene(PRUNING)
                    .git("s1", configMap("a", "1"))
                    .holds(configMap("a", "1"), 1)
                    .holds(new KubernetesObject(dying), 2));
        }
    }

    @Nested
    class PruneBudgets {

        @Test
        void leavesMassPruningToAPerson() {
            var decision = rest(withExtras(1, 10));

            assertThat(codes(decision)).containsExactly("PruneBudgetExceeded");
        }

        @Test
        void appliesTheRestWithoutPruning() {
            var scene = withExtras(1, 10).git("s2", configMap("kept0", "1"), configMap("new", "1"));

            var ask = (Ask) decide(scene, NOON);
            assertThat(ask.request().prune()).isFalse();
            assertThat(codes(ask)).containsExactly("PruneBudgetExceeded");
        }

        @Test
        void prunesHalfOrLessOrFewerThanTen() {
            assertThat(ask(withExtras(10, 10)).prune()).isTrue();
            memory = Memory.NOTHING;
            assertThat(ask(withExtras(1, 9)).prune()).isTrue();
        }

        private Scene withExtras(int kept, int extra) {
            var scene = new Scene(PRUNING);
            var wanted = IntStream.range(0, kept)
                    .mapToObj(i -> configMap("kept" + i, "1"))
                    .toArray(KubernetesObject[]::new);
            scene.git("s1", wanted);
            IntStream.range(0, kept).forEach(i -> scene.holds(wanted[i], i + 1));
            IntStream.range(0, extra).forEach(i -> scene.holds(configMap("extra" + i, "1"), 100 + i));
            return scene;
        }
    }

    @Nested
    class OneAtATime {

        @Test
        void asksOnce() {
            var scene = Scene.automated().git("s1", configMap("a", "1"));
            ask(scene);

            rest(scene);
            rest(scene.accepted(memory.requested().orElseThrow()));
        }

        @Test
        void replacesARequestForWhatIsNotWantedAnyMore() {
            var scene = Scene.automated().git("s1", configMap("a", "1"));
            var first = ask(scene);

            var second = ask(scene.git("s2", configMap("a", "2")));
            assertThat(second.operationId()).isNotEqualTo(first.operationId());
            rest(scene.accepted(first).superseded(first.operationId()).accepted(second));
        }

        @Test
        void waitsForAManualSyncThatWillTakeTheNewestSet() {
            var scene = Scene.automated().git("s1", configMap("a", "1"));

            rest(scene.accepted(new SyncRequest(
                    "m1", Origin.MANUAL, Scene.SPEC, Optional.empty(), false, false, List.of(), 0, NOON)));
        }

        @Test
        void givesTheSameDecisionTheSameId() {
            var first = ask(Scene.automated().git("s1", configMap("a", "1")));
            memory = Memory.NOTHING;
            var again = ask(Scene.automated().git("s1", configMap("a", "1")));

            assertThat(again).isEqualTo(first);
        }
    }

    @Nested
    class Retries {

        @Test
        void waitsAfterAFailureAndSaysUntilWhen() {
            var scene = Scene.automated().git("s1", configMap("a", "1")).ran("o1", "s1", false);

            var waiting = rest(scene);
            assertThat(waiting.again()).contains(NOON.plusSeconds(5));
            assertThat(codes(waiting)).containsExactly("SyncError");
            assertThat(waiting.reasons().getFirst().message()).contains("Failed last sync attempt to commit-of-s1");

            assertThat(ask(scene, NOON.plusSeconds(5)).attempt()).isEqualTo(1);
        }

        @Test
        void waitsEverLonger() {
            var scene = Scene.automated().git("s1", configMap("a", "1"));
            scene.accepted(Scene.request("o9", "s1", 3)).finished("o9", false, "s1");

            assertThat(rest(scene).again()).contains(NOON.plusSeconds(40));
        }

        @Test
        void givesUpWhereTheApplicationSaysHowOften() {
            var scene = new Scene("{\"automated\": {}, \"retry\": {\"limit\": 0}}").git("s1", configMap("a", "1"));
            scene.ran("o1", "s1", false);

            var end = rest(scene, NOON.plusSeconds(3600));
            assertThat(end.again()).isEmpty();
            assertThat(end.reasons().getFirst().message()).contains("retried 0 times");
        }

        @Test
        void triesAgainAtOnceWhenWhatItFailedOnHasChanged() {
            var scene = Scene.automated().git("s1", Manifests.widgetDefinition(), Manifests.widget("w"));
            scene.holds(Manifests.widgetDefinition(), 4).ran("o1", "s1", false);
            rest(scene);

            scene.serve(Scene.WIDGET, new ClusterView.ServedKind("v1", true, true));
            scene.cluster.listed(Scene.WIDGET, new ClusterView.KindState("5", Optional.empty()));

            assertThat(rest(scene, NOON.plusMillis(20)).again()).contains(NOON.plusSeconds(1));
            assertThat(ask(scene, NOON.plusSeconds(1)).attempt()).isEqualTo(1);
        }

        @Test
        void triesANewSetWithoutWaiting() {
            var scene = Scene.automated().git("s1", configMap("a", "1")).ran("o1", "s1", false);
            rest(scene);

            assertThat(ask(scene.git("s2", configMap("a", "2"))).attempt()).isZero();
        }

        @Test
        void asksAgainForWhatWasSupersededAlthoughNothingNewerHasComeHere() {
            var scene = Scene.automated().git("s1", configMap("a", "1"));
            scene.accepted(Scene.request("o1", "s1", 0)).superseded("o1");

            assertThat(rest(scene).again()).contains(NOON.plusSeconds(1));
            assertThat(ask(scene, NOON.plusSeconds(1)).attempt()).isZero();
        }
    }

    /** Topics were lost; the status on the hub remembers. */
    @Nested
    class LastAttempt {

        @Test
        void isNotRepeatedAfterASuccess() {
            rest(withAttempt("Succeeded", "commit-of-s1", Scene.SPEC));
        }

        @Test
        void isTriedAgainAfterAFailure() {
            var scene = withAttempt("Failed", "commit-of-s1", Scene.SPEC);

            assertThat(rest(scene).again()).contains(NOON.plusSeconds(5));
            assertThat(ask(scene, NOON.plusSeconds(5)).attempt()).isEqualTo(1);
        }

        @Test
        void saysNothingAboutAnotherRevisionOrSpecification() {
            ask(withAttempt("Succeeded", "commit-of-s0", Scene.SPEC));
            memory = Memory.NOTHING;
            ask(withAttempt("Succeeded", "commit-of-s1", "spec-0"));
        }

        @Test
        void givesWayToWhatOperationsSay() {
            rest(withAttempt("Succeeded", "commit-of-s0", Scene.SPEC).ran("o1", "s1", true));
        }

        private Scene withAttempt(String phase, String revision, String specDigest) {
            var scene = Scene.automated().git("s1", configMap("a", "1"));
            var attempt = new Attempt("o0", List.of(revision), specDigest, phase, 0);
            scene.observe("{\"automated\": {}}", Scene.SPEC, false, Optional.of(attempt));
            return scene;
        }
    }
}
