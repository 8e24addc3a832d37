package io.headwater.differ.core;

import static io.headwater.differ.core.Manifests.configMap;
import static io.headwater.differ.core.Scene.CONFIG_MAP;
import static io.headwater.differ.core.Scene.NOON;
import static io.headwater.differ.core.Scene.configMapKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.differ.core.ClusterView.Discovery;
import io.headwater.differ.core.ClusterView.KindState;
import io.headwater.differ.core.ClusterView.ServedKind;
import io.headwater.differ.core.Step.Outcome;
import io.headwater.kubernetes.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** While something is not known, nothing is concluded from its absence. */
class StalenessGateTest {

    private static final ObjectKey A = configMapKey("a");
    private static final Reason DOWN = new Reason("ClusterUnreachable", "connection refused");

    private final Scene scene = Scene.manual();

    @Test
    void waitsForTheFirstRendering() {
        scene.holds(configMap("a", "1"), 10);

        assertUnknown("RenderPending");
        assertThat(scene.difference(A)).isEqualTo(Difference.UNKNOWN);
    }

    @Test
    void waitsForTheRenderingOfAChangedSpecification() {
        scene.git("s1", configMap("a", "1")).holds(configMap("a", "1"), 10);
        scene.observe("{}", "spec-2", false, Optional.empty());

        assertUnknown("RenderPending");
    }

    @Test
    void knowsNothingAfterAFailedRenderingAndPrunesNothing() {
        scene.git("s1", configMap("a", "1")).holds(configMap("a", "1"), 10).holds(configMap("b", "1"), 11);
        scene.view.desire(new DesiredState(
                Scene.SPEC,
                Optional.of(Scene.set("s1", configMap("a", "1"))),
                Optional.of(new Reason("RenderFailed", "app.yaml:3: not YAML"))));

        assertUnknown("RenderFailed");
        assertThat(scene.difference(A)).isEqualTo(Difference.UNKNOWN);
        assertThat(scene.difference(configMapKey("b"))).isEqualTo(Difference.UNKNOWN);
    }

    @Test
    void goesOnWithTheOldSetUntilAllObjectsOfTheNewOneAreHere() {
        scene.git("s1", configMap("a", "1")).holds(configMap("a", "1"), 10);
        var next = configMap("a", "2");

        scene.view.desire(new DesiredState(Scene.SPEC, Optional.of(Scene.set("s2", next)), Optional.empty()));
        assertThat(scene.assess().set()).map(RenderedSet::setDigest).contains("s1");

        scene.git("s2", next);
        assertThat(scene.assess().set()).map(RenderedSet::setDigest).contains("s2");
        assertThat(scene.difference(A)).isEqualTo(Difference.MODIFIED);
    }

    @Test
    void waitsForDiscovery() {
        scene.git("s1", configMap("a", "1"));
        scene.cluster.forgetDiscovery();

        assertUnknown("ClusterPending");
    }

    @Test
    void saysWhyTheClusterCannotBeReached() {
        scene.git("s1", configMap("a", "1")).holds(configMap("a", "1"), 10);
        scene.cluster.discovered(new Discovery(Map.of(), Set.of(), Optional.of(DOWN)));

        assertUnknown("ClusterUnreachable");
    }

    @Test
    void waitsForTheCompleteListOfEveryKind() {
        scene.git("s1", configMap("a", "1"));
        scene.cluster.forget(CONFIG_MAP);

        assertUnknown("KindPending");
        assertThat(scene.difference(A)).isEqualTo(Difference.UNKNOWN);
    }

    @Test
    void knowsNothingOfAKindThatCannotBeListedAnyMore() {
        scene.git("s1").holds(configMap("a", "1"), 10);
        scene.cluster.listed(CONFIG_MAP, new KindState("1", Optional.of(new Reason("ListForbidden", "RBAC"))));

        assertUnknown("ListForbidden");
        assertThat(scene.difference(A)).isEqualTo(Difference.UNKNOWN);
    }

    @Test
    void namesAKindThatTheClusterDoesNotServe() {
        scene.git("s1", Manifests.widget("w"), configMap("a", "1"));

        assertUnknown("KindNotServed");
        assertThat(scene.assess().reasons().getFirst().message()).contains("example.com/Widget");
        assertThat(scene.difference(A)).isEqualTo(Difference.MISSING);
    }

    @Test
    void missesObjectsOfAKindThatTheSameSetDefines() {
        scene.git("s1", Manifests.widgetDefinition(), Manifests.widget("w"));

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.OUT_OF_SYNC);
        assertThat(scene.difference(new ObjectKey(Scene.WIDGET, "shop", "w"))).isEqualTo(Difference.MISSING);
        assertThat(scene.assess().awaitedKinds()).containsExactly(Scene.WIDGET);
    }

    @Test
    void takesAStaleGroupForUnknownAndNotForAbsent() {
        scene.serve(Scene.WIDGET, new ServedKind("v1", true, true));
        scene.cluster.listed(Scene.WIDGET, new KindState("1", Optional.empty()));
        scene.git("s1", Manifests.widget("w"));
        scene.discover("example.com");

        assertUnknown("DiscoveryStale");
    }

    @Test
    void prunesNothingOfAKindThatIsNotServedAnyMore() {
        var widget = Manifests.parse("""
                {"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "w", "namespace": "shop"}}""");
        scene.cluster.listed(Scene.WIDGET, new KindState("1", Optional.empty()));
        scene.git("s1").holds(widget, 10);

        assertUnknown("KindNotServed");
        assertThat(scene.assess().objects().getFirst().requiresPruning()).isFalse();
    }

    @Test
    void isUnknownWhileARecordCannotBeRead() {
        scene.git("s1", configMap("a", "1")).holds(configMap("a", "1"), 10);
        scene.view.unreadable("live|argocd/web|/ConfigMap/shop/b");

        assertUnknown("RecordUnreadable");

        scene.view.readable("live|argocd/web|/ConfigMap/shop/b");
        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);
    }

    @Test
    void waitsUntilLiveShowsWhatWasWritten() {
        scene.git("s1", configMap("a", "2")).holds(configMap("a", "1"), 9);
        scene.ran("o1", "s1", true).stepped("o1", 1, A, Outcome.SYNCED, "10");

        assertUnknown("LivePending");

        scene.holds(configMap("a", "2"), 10);
        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);
        assertThat(scene.assess().settled()).isTrue();
    }

    @Test
    void comparesVersionsAsNumbers() {
        scene.git("s1", configMap("a", "1")).holds(configMap("a", "1"), 10);
        scene.ran("o1", "s1", true).stepped("o1", 1, A, Outcome.SYNCED, "9");

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);
    }

    @Test
    void saysOutOfSyncOfWhatIsKnownToDifferAndLetsNothingBeDoneYet() {
        scene.git("s1", configMap("a", "2"), configMap("b", "1")).holds(configMap("a", "1"), 9);
        scene.accepted(Scene.request("o1", "s1", 0)).stepped("o1", 1, A, Outcome.SYNCED, "10");

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.OUT_OF_SYNC);
        assertThat(scene.assess().settled()).isFalse();
        assertThat(scene.difference(A)).isEqualTo(Difference.UNKNOWN);
        assertThat(scene.difference(configMapKey("b"))).isEqualTo(Difference.MISSING);
    }

    @Test
    void missesWhatWasDeletedAfterItWasWritten() {
        scene.git("s1", configMap("a", "1"));
        scene.ran("o1", "s1", true).stepped("o1", 1, A, Outcome.SYNCED, "10");
        assertUnknown("LivePending");

        scene.lost(A, "12");
        assertThat(scene.difference(A)).isEqualTo(Difference.MISSING);
    }

    @Test
    void missesWhatACompleteListSinceThenLacks() {
        scene.git("s1", configMap("a", "1"));
        scene.ran("o1", "s1", true).stepped("o1", 1, A, Outcome.SYNCED, "10");
        scene.cluster.listed(CONFIG_MAP, new KindState("500", Optional.empty()));

        assertThat(scene.difference(A)).isEqualTo(Difference.MISSING);
    }

    @Test
    void waitsUntilWhatWasPrunedIsGone() {
        scene.git("s1").holds(configMap("a", "1"), 9);
        scene.ran("o1", "s1", true).stepped("o1", 1, A, Outcome.PRUNED, "9");
        assertUnknown("LivePending");

        scene.lost(A, "12");
        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);
    }

    @Test
    void seesThatAPrunedObjectWasMadeAnew() {
        scene.git("s1");
        scene.ran("o1", "s1", true).stepped("o1", 1, A, Outcome.PRUNED, "9");
        scene.holds(configMap("a", "1"), 20);

        assertThat(scene.difference(A)).isEqualTo(Difference.EXTRA);
    }

    @Test
    void forgetsWhatAnEarlierSpecificationWrote() {
        scene.git("s1", configMap("a", "1")).holds(configMap("a", "1"), 9);
        scene.accepted(new SyncRequest(
                        "o1",
                        SyncRequest.Origin.AUTOMATED,
                        "spec-0",
                        Optional.of("s0"),
                        true,
                        false,
                        List.of(),
                        0,
                        NOON))
                .stepped("o1", 1, A, Outcome.SYNCED, "4000");

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);
    }

    @Test
    void reportsWhatIsWrongWithTheSpecification() {
        scene.git("s1", configMap("a", "1")).holds(configMap("a", "1"), 9);
        var application = scene.view.application().orElseThrow();
        scene.view.observe(new Application(
                application.key(),
                application.uid(),
                application.specDigest(),
                application.project(),
                "",
                Set.of(),
                "shop",
                application.policy(),
                AdmissionOptions.NONE,
                application.ignored(),
                List.of(new Reason("InvalidSpec", "no cluster is named nowhere")),
                false,
                Optional.empty()));

        assertUnknown("InvalidSpec");
    }

    private void assertUnknown(String... reasons) {
        assertThat(scene.assess().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(scene.reasonCodes()).containsExactly(reasons);
    }
}
