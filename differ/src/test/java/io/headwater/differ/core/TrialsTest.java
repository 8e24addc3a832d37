package io.headwater.differ.core;

import static io.headwater.differ.core.Manifests.annotated;
import static io.headwater.differ.core.Manifests.configMap;
import static io.headwater.differ.core.Scene.NOON;
import static io.headwater.differ.core.Scene.configMapKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.ObjectKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialsTest {

    private static final ObjectKey A = configMapKey("a");

    private final Scene scene = Scene.manual().git("s1", configMap("a", "1")).holds(configMap("a", "2"), 10);

    @Test
    void asksAboutAnObjectThatDiffers() {
        var question = scene.question();

        assertThat(question.object()).isEqualTo(A);
        assertThat(question.uid()).isEqualTo("uid-of-a");
        assertThat(question.resourceVersion()).isEqualTo("10");
        assertThat(question.form().desired()).isEqualTo(Manifests.digest(configMap("a", "1")));
    }

    @Test
    void takesTheComparisonsWordUntilThereIsAnAnswer() {
        assertThat(scene.difference(A)).isEqualTo(Difference.MODIFIED);
        assertThat(scene.assess().verdict()).isEqualTo(Verdict.OUT_OF_SYNC);
    }

    @Test
    void asksNothingAboutWhatIsAsItShouldBe() {
        scene.holds(configMap("a", "1"), 11);

        assertThat(scene.assess().questions()).isEmpty();
    }

    @Test
    void isInSyncIfApplyingWouldChangeNothing() {
        scene.answeredUnchanged(scene.question());

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);
        assertThat(scene.assess().questions()).isEmpty();
    }

    @Test
    void keepsAnAnswerWhileOnlyVersionsChange() {
        scene.answeredUnchanged(scene.question()).holds(configMap("a", "2"), 11);

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);
    }

    @Test
    void asksAnewOnceEitherContentIsAnother() {
        scene.answeredUnchanged(scene.question()).holds(configMap("a", "3"), 11);
        var first = scene.question();
        scene.answeredUnchanged(first).git("s2", configMap("a", "4"));

        assertThat(scene.question().form()).isNotEqualTo(first.form());
        assertThat(scene.difference(A)).isEqualTo(Difference.MODIFIED);
    }

    @Test
    void saysOnlyWhatApplyingWouldChange() {
        var wanted = Manifests.parse("""
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "namespace": "shop"},
                 "data": {"value": "1"}, "spec": {"mutated": "no"}}""");
        var present = Manifests.parse("""
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "namespace": "shop"},
                 "data": {"value": "2"}, "spec": {"mutated": "yes"}}""");
        var made = Manifests.parse("""
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "namespace": "shop"},
                 "data": {"value": "1"}, "spec": {"mutated": "yes"}}""");
        var mutated = Scene.manual().git("s1", wanted).holds(present, 10);
        mutated.answered(mutated.question(), made);

        assertThat(fields(mutated)).containsExactly("data");
        assertThat(mutated.assess().verdict()).isEqualTo(Verdict.OUT_OF_SYNC);
    }

    @Test
    void saysWhatOnlyAdmissionWouldChangeWhereThatCounts() {
        var including = Scene.manual()
                .comparing("{}", "IncludeMutationWebhook=true")
                .git("s1", configMap("a", "1"))
                .holds(configMap("a", "1"), 10);
        assertThat(including.reasonCodes()).containsExactly("DryRunPending");

        including.answered(including.question(), configMap("a", "mutated"));

        assertThat(fields(including)).containsExactly("data");
        assertThat(including.assess().verdict()).isEqualTo(Verdict.OUT_OF_SYNC);
    }

    @Test
    void isInSyncWithWhatAdmissionMadeWhereThatCounts() {
        var including = Scene.manual()
                .comparing("{}", "IncludeMutationWebhook=true")
                .git("s1", configMap("a", "1"))
                .holds(configMap("a", "mutated"), 10);
        including.answeredUnchanged(including.question());

        assertThat(including.assess().verdict()).isEqualTo(Verdict.SYNCED);
    }

    @Test
    void saysWhyTheClusterWouldRefuseIt() {
        scene.answeredRefused(scene.question(), "admission webhook \"limits\" denied the request");

        assertThat(scene.difference(A)).isEqualTo(Difference.MODIFIED);
        assertThat(scene.assess().reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("DryRunRefused");
            assertThat(reason.message()).contains("ConfigMap", "a", "limits");
        });
    }

    @Test
    void asksNothingWhereTheApplicationForbidsIt() {
        scene.comparing("{}", "ServerSideDiff=false");

        assertThat(scene.assess().questions()).isEmpty();
        assertThat(scene.difference(A)).isEqualTo(Difference.MODIFIED);
    }

    @Test
    void letsAnObjectSayOtherwiseThanItsApplication() {
        scene.comparing("{}", "ServerSideDiff=false")
                .git("s2", annotated(configMap("a", "1"), LiveObject.COMPARE_OPTIONS, "ServerSideDiff=true"));
        assertThat(scene.question().object()).isEqualTo(A);

        scene.comparing("{}")
                .git("s3", annotated(configMap("a", "1"), LiveObject.COMPARE_OPTIONS, "ServerSideDiff=false"));
        assertThat(scene.assess().questions()).isEmpty();
    }

    @Test
    void comparesWithAnAnswerOnce() {
        scene.answered(scene.question(), configMap("a", "1"));
        scene.assess();
        var before = scene.compared;
        scene.assess();

        assertThat(scene.compared).isEqualTo(before);
    }

    @Test
    void repeatsAQuestionThatIsNotAnsweredEverLater() {
        var pending = new PendingTrials();
        var open = List.of(scene.question());

        assertThat(pending.due(open, NOON)).isEqualTo(open);
        assertThat(pending.again()).contains(NOON.plusSeconds(10));
        assertThat(pending.due(open, NOON.plusSeconds(9))).isEmpty();
        assertThat(pending.due(open, NOON.plusSeconds(10))).isEqualTo(open);
        assertThat(pending.again()).contains(NOON.plusSeconds(30));
    }

    @Test
    void asksAtOnceAboutAnotherVersionAndForgetsWhatIsAnswered() {
        var pending = new PendingTrials();
        pending.due(List.of(scene.question()), NOON);
        scene.holds(configMap("a", "2"), 11);
        var newer = List.of(scene.question());

        assertThat(pending.due(newer, NOON)).isEqualTo(newer);
        assertThat(pending.due(List.of(), NOON)).isEmpty();
        assertThat(pending.again()).isEqualTo(Optional.empty());
    }

    private static List<String> fields(Scene scene) {
        return scene.assess().objects().stream()
                .flatMap(object -> object.compared().fields().stream())
                .map(field -> field.path())
                .toList();
    }
}
