package io.headwater.differ.core;

import io.headwater.differ.core.Step.Finished;
import java.util.Optional;

/**
 * An operation that was accepted, as far as it has come.
 *
 * @param request what was asked for
 * @param startedSet what it applies; empty before its first wave
 * @param finished how it ended; empty while it goes on
 */
public record Operation(SyncRequest request, Optional<String> startedSet, Optional<Finished> finished) {

    public String id() {
        return request.operationId();
    }

    /** What it applies, as far as that is settled; empty for a manual one that has not started. */
    public Optional<String> setDigest() {
        return finished.map(Finished::setDigest)
                .filter(digest -> !digest.isEmpty())
                .or(() -> startedSet)
                .or(request::setDigest);
    }

    /** Whether it was made for this version of the application and of what it desires, or will be. */
    public boolean isFor(String specDigest, String wanted) {
        return request.specDigest().equals(specDigest)
                && setDigest().map(wanted::equals).orElse(finished.isEmpty());
    }

    /** Whether it was an attempt: it ended, changed what it could of a set, and nothing took its place. A request that could not be understood was none. */
    public boolean isAttempt() {
        return !request.dryRun()
                && setDigest().isPresent()
                && finished.map(end -> !end.superseded()).orElse(false);
    }
}
