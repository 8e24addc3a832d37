package io.headwater.renderer.core;

import io.headwater.repositories.SourceFailure;
import java.util.List;
import java.util.Optional;

/**
 * What others know about what an application wants.
 *
 * @param specDigest the version of the application at the last try
 * @param revisions where its sources stood at the last try
 * @param good the newest set that rendered without an error
 * @param failure why the last try failed; empty if {@code good} is its result
 */
public record KnownSet(
        String specDigest, List<SourceAt> revisions, Optional<GoodSet> good, Optional<SourceFailure> failure) {

    public KnownSet {
        revisions = List.copyOf(revisions);
    }

    /** A try that succeeded. */
    public static KnownSet of(GoodSet good) {
        return new KnownSet(good.specDigest(), good.revisions(), Optional.of(good), Optional.empty());
    }

    /** A try that failed, after which the last good set goes on being what is wanted. */
    public static KnownSet failed(
            String specDigest, List<SourceAt> revisions, Optional<KnownSet> before, SourceFailure failure) {
        return new KnownSet(specDigest, revisions, before.flatMap(KnownSet::good), Optional.of(failure));
    }

    /** Whether it is the result of a render of this input. */
    boolean isResultOf(RenderInput input) {
        return failure.isEmpty()
                && good.filter(set ->
                                set.specDigest().equals(input.application().specDigest())
                                        && set.revisions().equals(input.revisions()))
                        .isPresent();
    }
}
