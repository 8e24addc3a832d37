package io.headwater.renderer.core;

import io.headwater.repositories.SourceFailure;

/**
 * What the repo-watcher says of a source.
 *
 * @param specDigest the version of the application that it looked at
 */
public record SourceStanding(String specDigest, String repositoryUrl, String targetRevision, Outcome outcome) {

    /** Where it stands, or why that can't be said. */
    public sealed interface Outcome {
        record At(String revision) implements Outcome {}

        record Unresolved(SourceFailure failure) implements Outcome {}
    }
}
