package io.headwater.renderer.core;

import io.headwater.repositories.SourceFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to be done for an application. */
public sealed interface RenderPlan {

    /** Nothing: it is not known yet where all sources of this version of the application stand. */
    record Wait() implements RenderPlan {}

    /** Nothing: others know already what follows. */
    record UpToDate() implements RenderPlan {}

    /** Others are to know that a source could not be resolved. */
    record Refuse(KnownSet refusal) implements RenderPlan {}

    record Render(RenderInput input) implements RenderPlan {}

    /**
     * What is to be done.
     *
     * @param standings what is known of the application's sources, by their position
     * @param known what others know
     */
    static RenderPlan of(
            RenderedApplication application, Map<Integer, SourceStanding> standings, Optional<KnownSet> known) {
        var revisions = new ArrayList<SourceAt>();
        var failure = Optional.<SourceFailure>empty();
        for (var source : application.sources()) {
            var standing = standings.get(source.index());
            if (standing == null || !standing.specDigest().equals(application.specDigest())) {
                return new Wait();
            }
            revisions.add(at(source.index(), standing));
            if (standing.outcome() instanceof SourceStanding.Outcome.Unresolved(var why) && failure.isEmpty()) {
                failure = Optional.of(why);
            }
        }
        if (revisions.isEmpty()) {
            return new Wait();
        }
        return failure.map(why -> refusal(application, revisions, known, why))
                .orElseGet(() -> rendering(new RenderInput(application, revisions), known));
    }

    private static SourceAt at(int index, SourceStanding standing) {
        var revision =
                switch (standing.outcome()) {
                    case SourceStanding.Outcome.At(var commit) -> commit;
                    case SourceStanding.Outcome.Unresolved(var failure) -> "";
                };
        return new SourceAt(index, standing.repositoryUrl(), standing.targetRevision(), revision);
    }

    private static RenderPlan refusal(
            RenderedApplication application, List<SourceAt> revisions, Optional<KnownSet> known, SourceFailure why) {
        var refusal = KnownSet.failed(application.specDigest(), revisions, known, why);
        return known.equals(Optional.of(refusal)) ? new UpToDate() : new Refuse(refusal);
    }

    private static RenderPlan rendering(RenderInput input, Optional<KnownSet> known) {
        return known.filter(set -> set.isResultOf(input)).isPresent() ? new UpToDate() : new Render(input);
    }
}
