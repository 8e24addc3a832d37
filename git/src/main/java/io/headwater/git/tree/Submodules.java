package io.headwater.git.tree;

import io.headwater.git.GitException;
import io.headwater.git.RepositoryUrl;

/** Where the commits of submodules come from. Thread-safe; may wait for a server. */
@FunctionalInterface
public interface Submodules {

    /**
     * The files of a commit of another repository, fetched if need be.
     *
     * @throws GitException if it cannot be had
     */
    CommitTree open(RepositoryUrl repository, String commit);
}
