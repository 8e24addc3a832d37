package io.headwater.renderer.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.repositories.ApplicationSource;
import io.headwater.repositories.SourceFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RenderPlanTest {

    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final SourceFailure REJECTED = new SourceFailure("CredentialsRejected", "no");

    @Test
    void waitsForEverySource() {
        assertThat(plan(application("spec", 2), Map.of(0, at("spec", A)), Optional.empty()))
                .isEqualTo(new RenderPlan.Wait());
    }

    @Test
    void waitsForTheVersionOfTheApplication() {
        assertThat(plan(application("spec-2", 1), Map.of(0, at("spec-1", A)), Optional.empty()))
                .isEqualTo(new RenderPlan.Wait());
    }

    @Test
    void rendersWhatOthersDoNotKnow() {
        var application = application("spec", 1);
        var known = KnownSet.of(GoodSet.of(input(application, A), List.of("x"), "Directory"));

        assertThat(plan(application, Map.of(0, at("spec", B)), Optional.of(known)))
                .isEqualTo(new RenderPlan.Render(input(application, B)));
    }

    @Test
    void doesNothingWhenOthersKnow() {
        var application = application("spec", 1);
        var known = KnownSet.of(GoodSet.of(input(application, A), List.of("x"), "Directory"));

        assertThat(plan(application, Map.of(0, at("spec", A)), Optional.of(known)))
                .isEqualTo(new RenderPlan.UpToDate());
    }

    @Test
    void rendersAgainAfterAFailure() {
        var application = application("spec", 1);
        var good = KnownSet.of(GoodSet.of(input(application, A), List.of("x"), "Directory"));
        var known = KnownSet.failed("spec", input(application, A).revisions(), Optional.of(good), REJECTED);

        assertThat(plan(application, Map.of(0, at("spec", A)), Optional.of(known)))
                .isEqualTo(new RenderPlan.Render(input(application, A)));
    }

    @Test
    void saysOnceThatASourceIsUnresolvedAndKeepsWhatWasGood() {
        var application = application("spec", 1);
        var good = KnownSet.of(GoodSet.of(input(application, A), List.of("x"), "Directory"));
        var standings = Map.of(
                0,
                new SourceStanding("spec", "https://git/0", "main", new SourceStanding.Outcome.Unresolved(REJECTED)));

        var plan = plan(application, standings, Optional.of(good));

        var refusal = KnownSet.failed(
                "spec", List.of(new SourceAt(0, "https://git/0", "main", "")), Optional.of(good), REJECTED);
        assertThat(plan).isEqualTo(new RenderPlan.Refuse(refusal));
        assertThat(refusal.good()).isEqualTo(good.good());
        assertThat(plan(application, standings, Optional.of(refusal))).isEqualTo(new RenderPlan.UpToDate());
    }

    private static RenderPlan plan(
            RenderedApplication application, Map<Integer, SourceStanding> standings, Optional<KnownSet> known) {
        return RenderPlan.of(application, standings, known);
    }

    private static RenderedApplication application(String specDigest, int sources) {
        return new RenderedApplication(
                new ApplicationKey("argocd", "web"),
                specDigest,
                "default",
                "shop",
                IntStream.range(0, sources)
                        .mapToObj(index -> new ApplicationSource(
                                index,
                                "https://git/" + index,
                                "main",
                                "web",
                                "",
                                "",
                                JsonNodeFactory.instance.objectNode()))
                        .toList());
    }

    private static SourceStanding at(String specDigest, String commit) {
        return new SourceStanding(specDigest, "https://git/0", "main", new SourceStanding.Outcome.At(commit));
    }

    private static RenderInput input(RenderedApplication application, String commit) {
        return new RenderInput(application, List.of(new SourceAt(0, "https://git/0", "main", commit)));
    }
}
