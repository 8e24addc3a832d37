package io.headwater.git.tree;

import io.headwater.git.GitException;

/** Where the content of files kept in Git LFS comes from. Thread-safe; may wait for a server. */
@FunctionalInterface
public interface LargeFiles {

    /**
     * The content that a pointer stands for, checked against it.
     *
     * @throws GitException if it cannot be had
     */
    byte[] content(LfsPointer pointer);
}
