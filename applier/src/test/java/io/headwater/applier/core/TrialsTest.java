package io.headwater.applier.core;

import static io.headwater.applier.core.Manifests.configMap;
import static io.headwater.applier.core.Rig.CLUSTER;
import static io.headwater.applier.core.Rig.digest;
import static io.headwater.applier.core.Rig.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.applier.core.Trial.Answer;
import io.headwater.applier.core.Trial.Pair;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialsTest {

    private static final ObjectKey A = key("ConfigMap", "a");
    private static final KubernetesObject WANTED = configMap("a", 0, "wanted");
    private static final KubernetesObject PRESENT = configMap("a", 0, "present");

    private final Rig rig = new Rig();

    @Test
    void putsAQuestionToTheCluster() {
        known();
        ask(question("7"));

        assertThat(rig.dryRuns).singleElement().satisfies(dryRun -> {
            assertThat(dryRun.cluster()).isEqualTo(CLUSTER);
            assertThat(dryRun.task().key()).isEqualTo(A);
            assertThat(dryRun.task().object().namespace()).isEqualTo(A.namespace());
        });
        assertThat(rig.record).isEmpty();
    }

    @Test
    void putsAQuestionOnce() {
        known();
        ask(question("7"));
        ask(question("8"));
        answer(question("7"), new Answer.Refused("no"));
        ask(question("9"));

        assertThat(rig.dryRuns).hasSize(1);
    }

    @Test
    void putsItAgainIfItWasNotAnswered() {
        known();
        ask(question("7"));
        rig.take(rig.sync.answered(question("7"), Optional.empty()));
        ask(question("8"));

        assertThat(rig.dryRuns).hasSize(2);
        assertThat(rig.tried).isEmpty();
    }

    @Test
    void keepsNothingOfAnObjectThatWouldStayAsItIs() {
        known();
        ask(question("7"));
        answer(
                question("7"),
                new Answer.Made(Rig.live(PRESENT, A, "7").content().get()));

        assertThat(rig.tried.get(A)).containsExactly(new Trial(pair("live"), new Answer.Unchanged()));
    }

    @Test
    void keepsWhatAnObjectWouldBecome() {
        known();
        ask(question("7"));
        var made = Rig.live(WANTED, A, "7").content().get();
        answer(question("7"), new Answer.Made(made));

        assertThat(rig.tried.get(A)).containsExactly(new Trial(pair("live"), new Answer.Made(made.substance())));
    }

    @Test
    void keepsTheLastAnswersAlone() {
        known();
        for (var live : List.of("1", "2", "3", "4", "5")) {
            var question = new Question(A, pair(live), new Precondition.Unchanged("uid", live));
            ask(question);
            answer(question, new Answer.Refused(live));
        }

        assertThat(rig.tried.get(A)).extracting(trial -> trial.pair().live()).containsExactly("2", "3", "4", "5");
    }

    @Test
    void asksNothingTwiceAfterAnotherTookOver() {
        known();
        ask(question("7"));
        answer(question("7"), new Answer.Unchanged());
        var answers = rig.tried.getOrDefault(A, List.of());

        rig.takenOver();
        rig.sync.replay(A, answers);
        known();
        ask(question("8"));

        assertThat(rig.dryRuns).hasSize(1);
    }

    @Test
    void forgetsWhatItKnowsOfAnObjectThatIsGone() {
        known();
        ask(question("7"));
        answer(question("7"), new Answer.Unchanged());

        rig.take(rig.sync.liveGone(A, "9"));

        assertThat(rig.tried.get(A)).isEmpty();
    }

    @Test
    void forgetsEverythingWithTheApplication() {
        known();
        ask(question("7"));
        answer(question("7"), new Answer.Unchanged());

        rig.take(rig.sync.removed());

        assertThat(rig.tried.get(A)).isEmpty();
    }

    @Test
    void asksNothingOfAnotherClusterNorAboutWhatItDoesNotKnow() {
        known();
        rig.take(rig.sync.asked("https://elsewhere", List.of(question("7"))));
        ask(new Question(A, new Pair("unknown", "live"), new Precondition.Unchanged("uid", "7")));
        var gadget = ObjectKey.of("example.com", "Gadget", "shop", "a");
        ask(new Question(gadget, pair("live"), new Precondition.Unchanged("uid", "7")));

        assertThat(rig.dryRuns).isEmpty();
    }

    private void known() {
        rig.withSpec().git("A", WANTED);
        rig.showsLive(PRESENT, A, "7");
        rig.begun();
    }

    private void ask(Question question) {
        rig.take(rig.sync.asked(CLUSTER, List.of(question)));
    }

    private void answer(Question question, Answer answer) {
        rig.take(rig.sync.answered(question, Optional.of(answer)));
    }

    private static Question question(String version) {
        return new Question(A, pair("live"), new Precondition.Unchanged("uid", version));
    }

    private static Pair pair(String live) {
        return new Pair(digest(WANTED), live);
    }
}
