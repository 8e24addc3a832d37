package io.headwater.differ.core;

import static io.headwater.differ.core.Manifests.configMap;
import static io.headwater.differ.core.Scene.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.differ.core.SyncRequest.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the project of an application lets pass, and when. */
class SyncWindowsTest extends Decisions {

    private static final String HEALING = "{\"automated\": {\"selfHeal\": true}}";
    private static final String DENY = """
            [{"kind": "deny", "schedule": "0 12 * * *", "duration": "1h", "applications": ["*"], "description": "lunch"}]""";
    private static final String ALLOW = """
            [{"kind": "allow", "schedule": "0 22 * * *", "duration": "1h", "clusters": ["prod"], "manualSync": true}]""";
    private static final Instant ONE = NOON.plus(Duration.ofHours(1));
    private static final Instant TEN = NOON.plus(Duration.ofHours(10));

    @Test
    void asksForNothingWhileAWindowForbidsItAndAtItsEnd() {
        var scene = Scene.automated().git("s1", configMap("a", "1")).windows(DENY);

        var rest = rest(scene);

        assertThat(rest.again()).contains(ONE);
        assertThat(rest.reasons())
                .containsExactly(
                        new Reason(
                                "SyncWindow",
                                "No automated sync before 2026-01-01T13:00:00Z: a sync window of the AppProject default: deny '0 12 * * *' for 1h (lunch)"));
        rest(scene, ONE.minusMillis(1));
        assertThat(ask(scene, ONE).origin()).isEqualTo(Origin.AUTOMATED);
    }

    @Test
    void asksForNothingUntilAWindowAllowsIt() {
        var scene = Scene.automated().git("s1", configMap("a", "1")).windows(ALLOW);

        assertThat(rest(scene).reasons())
                .containsExactly(
                        new Reason(
                                "SyncWindow",
                                "No automated sync before 2026-01-01T22:00:00Z: no sync window of the AppProject default is open: allow '0 22 * * *' for 1h; it may be synced by hand"));
        ask(scene, TEN);
    }

    @Test
    void healsNothingWhileAWindowForbidsIt() {
        var scene = new Scene(HEALING)
                .git("s1", configMap("a", "1"))
                .ran("o1", "s1", true)
                .holds(configMap("a", "by hand"), 11)
                .windows(DENY);

        assertThat(codes(rest(scene))).containsExactly("SyncWindow");
        assertThat(ask(scene, ONE).origin()).isEqualTo(Origin.HEAL);
    }

    @Test
    void triesNothingAgainWhileAWindowForbidsIt() {
        var scene = Scene.automated().git("s1", configMap("a", "1")).ran("o1", "s1", false);
        rest(scene, NOON.minusSeconds(4));

        assertThat(codes(rest(scene.windows(DENY), NOON.plusSeconds(10)))).containsExactly("SyncWindow");
        assertThat(ask(scene, ONE).attempt()).isEqualTo(1);
    }

    @Test
    void makesTheSameRequestAfterAWindowThatNobodyHasAcceptedBeforeIt() {
        var scene = Scene.automated().git("s1", configMap("a", "1")).windows(DENY);
        var asked = ask(scene, NOON.minusMillis(1));

        assertThat(rest(scene).memory().requested()).isEmpty();

        assertThat(ask(scene, ONE).operationId()).isEqualTo(asked.operationId());
    }

    @Test
    void letsASyncEndThatBeganBefore() {
        var scene = Scene.automated().git("s1", configMap("a", "1")).windows(DENY);
        scene.accepted(ask(scene, NOON.minusMillis(1)));

        assertThat(codes(rest(scene))).containsExactly("SyncWindow");
        rest(scene, ONE);
    }

    @Test
    void looksAgainWhenAWindowCloses() {
        var scene = Scene.automated()
                .git("s1", configMap("a", "1"))
                .ran("o1", "s1", true)
                .windows(DENY);

        var before = rest(scene, NOON.minusSeconds(60));

        assertThat(codes(before)).containsExactly("SelfHealDisabled");
        assertThat(before.again()).contains(NOON);
    }

    @Test
    void isNotWokenForWhatIsInOrder() {
        var synced = Scene.automated()
                .git("s1", configMap("a", "1"))
                .holds(configMap("a", "1"), 1)
                .windows(DENY);

        assertThat(rest(synced).again()).isEmpty();
        assertThat(rest(synced).reasons()).isEmpty();
    }

    @Test
    void saysOfAnApplicationThatIsNotAutomatedThatItIsNot() {
        assertThat(codes(rest(Scene.manual().git("s1", configMap("a", "1")).windows(DENY))))
                .containsExactly("AutomatedSyncDisabled");
    }

    @Test
    void passesOverWindowsAboutOthers() {
        ask(Scene.automated().git("s1", configMap("a", "1")).windows("""
                [{"kind": "deny", "schedule": "0 12 * * *", "duration": "1h", "applications": ["api"]}]"""));
    }

    @Test
    void namesAWindowOfWhichNothingCanBeMade() {
        var scene = Scene.automated().git("s1", configMap("a", "1")).windows("""
                [{"kind": "deny", "schedule": "0 12 * * *", "duration": "1d", "namespaces": ["shop"]}]""");

        var rest = rest(scene);

        assertThat(codes(rest)).containsExactly("SyncWindow", "InvalidSyncWindow");
        assertThat(rest.reasons().getLast().message())
                .startsWith("the AppProject default: spec.syncWindows[0].duration: '1d' is no duration");
        ask(scene.windows("[]"));
    }

    @Test
    void waitsForTheProject() {
        var scene = Scene.automated().git("s1", configMap("a", "1"));
        var known = scene.project;
        scene.project = new ProjectView.Awaited("default");

        var rest = rest(scene);

        assertThat(rest.reasons())
                .containsExactly(new Reason(
                        "ProjectPending", "No automated sync yet: waits for the AppProject default from the catalog"));
        assertThat(rest.again()).isEqualTo(Optional.empty());
        scene.project = new ProjectView.Unreadable("default");
        assertThat(codes(rest(scene))).containsExactly("RecordUnreadable");
        scene.project = known;
        assertThat(ask(scene).objects()).isEqualTo(List.of());
    }
}
