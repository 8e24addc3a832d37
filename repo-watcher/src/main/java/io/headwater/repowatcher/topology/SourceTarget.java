package io.headwater.repowatcher.topology;

import io.headwater.git.GitException;
import io.headwater.git.RepositoryUrl;
import io.headwater.repositories.ApplicationSource;
import io.headwater.repositories.RepositoryDirectory;
import io.headwater.repositories.SourceFailure;
import io.headwater.repowatcher.core.RepositoryPlace;

/** Where a source leads. */
sealed interface SourceTarget {

    /** The unit of work that it belongs to. */
    String unit();

    /** To a repository. */
    record InRepository(String unit, RepositoryPlace place) implements SourceTarget {}

    /** Nowhere, for a reason that no server can change. */
    record Nowhere(String unit, SourceFailure failure) implements SourceTarget {}

    static SourceTarget of(ApplicationSource source, String project, RepositoryDirectory directory) {
        if (!source.isGit()) {
            return new Nowhere(
                    unit(source.repositoryUrl()),
                    new SourceFailure(
                            "SourceNotSupported",
                            "Source " + source.index()
                                    + " is a Helm chart or an OCI artifact. Supported are Git repositories:"
                                    + " give repoURL and path, without chart."));
        }
        try {
            var url = RepositoryUrl.parse(source.repositoryUrl());
            return new InRepository(unit(url.identity()), new RepositoryPlace(url, directory.chainFor(url, project)));
        } catch (GitException e) {
            return new Nowhere(
                    unit(source.repositoryUrl()),
                    SourceFailure.of(e).orElseThrow(() -> new IllegalStateException("reading a URL was given up", e)));
        }
    }

    /** The unit of a repository, from its URL as an Application writes it. */
    static String unitOf(String writtenUrl) {
        try {
            return unit(RepositoryUrl.parse(writtenUrl).identity());
        } catch (GitException malformed) {
            return unit(writtenUrl);
        }
    }

    private static String unit(String url) {
        return "repo-watcher/" + url;
    }
}
