package io.headwater.repowatcher.core;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The Git servers. All methods may wait for a server. */
public interface RemoteRepositories {

    /** What target revisions stand for at a time after this call began. */
    Answer ask(RepositoryPlace place, Set<String> targetRevisions);

    /** The files in which two commits differ; empty if that can't be said, or they are too many. */
    Optional<List<String>> changedPaths(RepositoryPlace place, String from, String to);
}
