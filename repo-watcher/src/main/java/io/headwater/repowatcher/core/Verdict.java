package io.headwater.repowatcher.core;

import io.headwater.repositories.SourceFailure;

/**
 * Where a source stands, or why that can't be said.
 *
 * @param specDigest the version of the application that was looked at
 */
public record Verdict(SourceKey key, String specDigest, String repositoryUrl, String targetRevision, Outcome outcome) {

    /** Where a source stands, or why that can't be said. */
    public sealed interface Outcome {
        /** @param revision a full commit id */
        record Resolved(String revision) implements Outcome {}

        record Failed(SourceFailure failure) implements Outcome {}
    }
}
