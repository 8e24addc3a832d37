package io.headwater.differ.core;

import static io.headwater.differ.core.Manifests.annotated;
import static io.headwater.differ.core.Manifests.configMap;
import static io.headwater.differ.core.Scene.configMapKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import io.headwater.differ.core.ClusterView.ServedKind;
import io.headwater.differ.core.Step.Outcome;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.diff.DriftCause;
import io.headwater.kubernetes.diff.FieldDifference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What differs, once everything is known. {@link StalenessGateTest} has what happens while it is not. */
class DriftAssessorTest {

    private static final ObjectKey A = configMapKey("a");
    private static final String COMPARE_OPTIONS = "argocd.argoproj.io/compare-options";
    private static final String SYNC_OPTIONS = "argocd.argoproj.io/sync-options";

    private final Scene scene = Scene.manual();

    @Test
    void isSyncedWhenLiveIsAsDesired() {
        scene.git("s1", configMap("a", "1")).holds(configMap("a", "1"), 10);

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);
        assertThat(scene.difference(A)).isEqualTo(Difference.NONE);
    }

    @Test
    void missesWhatTheClusterLacks() {
        scene.git("s1", configMap("a", "1"));

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.OUT_OF_SYNC);
        assertThat(scene.difference(A)).isEqualTo(Difference.MISSING);
    }

    @Test
    void saysWhichFieldsWereModified() {
        scene.git("s1", configMap("a", "1")).holds(configMap("a", "2"), 10);

        var object = scene.assess().objects().getFirst();
        assertThat(object.difference()).isEqualTo(Difference.MODIFIED);
        assertThat(object.compared().fields()).extracting(FieldDifference::path).containsExactly("data");
        assertThat(object.compared().fieldCount()).isEqualTo(1);
    }

    @Test
    void wantsToPruneWhatGitLacks() {
        scene.git("s1").holds(configMap("a", "1"), 10);

        var object = scene.assess().objects().getFirst();
        assertThat(scene.assess().verdict()).isEqualTo(Verdict.OUT_OF_SYNC);
        assertThat(object.difference()).isEqualTo(Difference.EXTRA);
        assertThat(object.requiresPruning()).isTrue();
    }

    @Test
    void prunesNothingThatIsToBeKept() {
        scene.git("s1").holds(annotated(configMap("a", "1"), SYNC_OPTIONS, "Validate=false, Prune=false"), 10);

        var object = scene.assess().objects().getFirst();
        assertThat(object.difference()).isEqualTo(Difference.EXTRA);
        assertThat(object.requiresPruning()).isFalse();
    }

    @Test
    void keepsAndReportsWhatMayBePrunedOnceAPersonConfirmsIt() {
        scene.git("s1").holds(annotated(configMap("a", "1"), SYNC_OPTIONS, "Prune=confirm"), 10);

        var object = scene.assess().objects().getFirst();
        assertThat(object.difference()).isEqualTo(Difference.EXTRA);
        assertThat(object.requiresPruning()).isFalse();
        assertThat(scene.assess().verdict()).isEqualTo(Verdict.OUT_OF_SYNC);
    }

    @Test
    void keepsAllExtrasOfAnApplicationThatWantsAPersonToConfirm() {
        scene.observe("{\"syncOptions\": [\"Prune=confirm\"]}");
        scene.git("s1").holds(configMap("a", "1"), 10);

        assertThat(scene.assess().objects().getFirst().requiresPruning()).isFalse();
    }

    @Test
    void letsTheOptionOfAnObjectWinOverThatOfItsApplication() {
        scene.observe("{\"syncOptions\": [\"Prune=false\"]}");
        scene.git("s1")
                .holds(configMap("a", "1"), 10)
                .holds(annotated(configMap("b", "1"), SYNC_OPTIONS, "Prune=true"), 11);

        assertThat(scene.assess().objects())
                .extracting(ObjectVerdict::requiresPruning)
                .containsExactly(false, true);
    }

    @Test
    void isSyncedInSpiteOfAnExtraObjectThatIsToBeIgnored() {
        scene.git("s1").holds(annotated(configMap("a", "1"), COMPARE_OPTIONS, "IgnoreExtraneous"), 10);

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);
        assertThat(scene.difference(A)).isEqualTo(Difference.EXTRA);
    }

    @Test
    void ignoresACopyThatTookTheTrackingIdOver() {
        var copy = annotated(configMap("a", "1"), "argocd.argoproj.io/tracking-id", "web:/Service:shop/a");
        scene.git("s1").holds(copy, 10);

        assertThat(scene.assess().objects()).isEmpty();
        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);
    }

    @Test
    void neverPrunesADefinitionOfAKind() {
        scene.git("s1").holds(Manifests.widgetDefinition(), 10);

        assertThat(scene.assess().objects()).isEmpty();
    }

    @Test
    void leavesHooksOutOnBothSides() {
        var hook = annotated(configMap("a", "1"), "argocd.argoproj.io/hook", "PreSync");
        var skipped = annotated(configMap("b", "1"), "argocd.argoproj.io/hook", "Skip");
        scene.git("s1", hook, skipped)
                .holds(configMap("b", "1"), 9)
                .holds(annotated(configMap("c", "1"), "argocd.argoproj.io/hook", "PostSync"), 10);

        assertThat(scene.assess().objects()).isEmpty();
        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);
    }

    @Test
    void putsAnObjectWithoutANamespaceWhereTheApplicationGoes() {
        scene.serve(Scene.WIDGET, new ServedKind("v1", true, true));
        scene.cluster.listed(Scene.WIDGET, new ClusterView.KindState("1", Optional.empty()));
        scene.git("s1", Manifests.widget("w"));

        assertThat(scene.assess().objects())
                .extracting(ObjectVerdict::key)
                .containsExactly(new ObjectKey(Scene.WIDGET, "shop", "w"));
    }

    @Test
    void refusesTwoDeclarationsOfOneObject() {
        scene.git("s1", configMap("a", "1"), configMap("a", "2")).holds(configMap("a", "1"), 10);

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(scene.reasonCodes()).containsExactly("DuplicateObject");
    }

    @Test
    void saysThatAnotherApplicationHasTheSameObject() {
        var foreign = annotated(configMap("a", "1"), "argocd.argoproj.io/tracking-id", "other:/ConfigMap:shop/a");
        scene.git("s1", configMap("a", "1")).holds(foreign, 10, false);

        assertThat(scene.reasonCodes()).containsExactly("SharedResource");
        assertThat(scene.assess().reasons().getFirst().message()).contains("other");
    }

    @Test
    void seesNothingOfWhatIsInAnotherCluster() {
        scene.git("s1");
        var object = Manifests.live(configMap("a", "1"), "uid", 3);
        scene.view.observe(LiveObject.of(A, "https://old-cluster", true, object));

        assertThat(scene.assess().objects()).isEmpty();
    }

    @Test
    void comparesOnlyWhatHasChanged() {
        scene.git("s1", configMap("a", "1"), configMap("b", "1"), configMap("c", "1"))
                .holds(configMap("a", "1"), 10)
                .holds(configMap("b", "1"), 11)
                .holds(configMap("c", "1"), 12);
        scene.assess();
        scene.compared = 0;

        scene.holds(configMap("b", "2"), 13);
        scene.assess();
        scene.assess();

        assertThat(scene.compared).isEqualTo(1);
    }

    @Test
    void keepsTheFirstHundredFieldsAndCountsAll() {
        var many = Collections.nCopies(
                250, new FieldDifference("x", IntNode.valueOf(1), null, null, DriftCause.NOT_APPLIED));
        scene.git("s1", configMap("a", "1")).holds(configMap("a", "2"), 10);
        var comparisons =
                new Comparisons(scene, (desired, live, schemas, ignored) -> new Comparison.Result(many, List.of()));

        var object = DriftAssessor.assess(
                        scene.view.application().orElseThrow(),
                        scene.view,
                        scene.cluster,
                        Settings.of(Map.of()),
                        comparisons,
                        Map.of())
                .objects()
                .getFirst();

        assertThat(object.compared().fields()).hasSize(100);
        assertThat(object.compared().fieldCount()).isEqualTo(250);
    }

    @Test
    void leavesOutWhatTheApplicationIgnores() {
        var scene = Scene.manual().git("s1", configMap("a", "1")).holds(configMap("a", "2"), 9);
        assertThat(scene.assess().verdict()).isEqualTo(Verdict.OUT_OF_SYNC);

        scene.ignoring("[{\"kind\": \"ConfigMap\", \"jsonPointers\": [\"/data/value\"]}]");

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);
    }

    @Test
    void namesARuleThatMakesNoSenseAndGoesOn() {
        var scene = Scene.manual().git("s1", configMap("a", "1")).holds(configMap("a", "1"), 9);

        scene.ignoring("[{\"kind\": \"ConfigMap\", \"jqPathExpressions\": [\".data[\"]}]");

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);
        assertThat(scene.reasonCodes()).containsExactly("InvalidIgnoreRule");
    }

    @Test
    void triesAProgramThatNeverEndsOnce() {
        var scene = Scene.manual()
                .git("s1", configMap("a", "1"), configMap("b", "1"))
                .holds(configMap("a", "2"), 9)
                .holds(configMap("b", "2"), 10)
                .ignoring("[{\"kind\": \"ConfigMap\", \"jqPathExpressions\": [\".data | recurse(.)\"]}]");

        var assessment = scene.assess();

        assertThat(assessment.verdict()).isEqualTo(Verdict.OUT_OF_SYNC);
        assertThat(assessment.reasons()).extracting(Reason::code).containsExactly("IgnoreRuleTooCostly");
    }

    @Test
    void countsWhatTheApplicationOwns() {
        scene.git("s1", configMap("a", "1")).holds(configMap("a", "1"), 10).holds(configMap("b", "1"), 11);

        assertThat(scene.assess().ownedObjects()).isEqualTo(2);
    }

    @Test
    void saysWhyAnObjectIsMissingOrThereThoughItShouldNotBe() {
        scene.git("s1", configMap("a", "1")).holds(configMap("extra", "1"), 10);
        assertThat(causes()).containsExactly(DriftCause.NOT_APPLIED, DriftCause.NOT_APPLIED);

        scene.ran("o1", "s1", true)
                .stepped("o1", 1, configMapKey("a"), Outcome.SYNCED, "9")
                .stepped("o1", 2, configMapKey("extra"), Outcome.PRUNE_SKIPPED, "10")
                .lost(configMapKey("a"), "11");
        assertThat(causes()).containsExactly(DriftCause.REMOVED, DriftCause.FAILED_PRUNE);
    }

    private List<DriftCause> causes() {
        return scene.assess().objects().stream()
                .map(object -> object.cause().orElseThrow())
                .toList();
    }
}
