package io.headwater.repowatcher.core;

import io.headwater.git.revision.TargetRevision;

/**
 * What a source of an application asks for.
 *
 * @param specDigest the version of the application
 * @param repositoryUrl as the Application writes it
 * @param targetRevision as the Application writes it; empty for the default branch
 * @param path the folder that it renders; empty for all of the repository
 */
public record WatchedSource(
        SourceKey key, String specDigest, String repositoryUrl, String targetRevision, String path) {

    /** Whether it names a commit, so that no server need be asked. */
    public boolean isPinned() {
        return TargetRevision.of(targetRevision).commit().isPresent();
    }

    /** Whether a verdict was given on exactly this. */
    boolean isMeantBy(Verdict verdict) {
        return verdict.specDigest().equals(specDigest)
                && verdict.repositoryUrl().equals(repositoryUrl)
                && verdict.targetRevision().equals(targetRevision);
    }

    public Verdict verdict(Verdict.Outcome outcome) {
        return new Verdict(key, specDigest, repositoryUrl, targetRevision, outcome);
    }
}
