package io.headwater.renderer.core;

import java.util.List;
import java.util.Optional;

/**
 * The files of a source: of a commit, or of a folder on disk. Paths are relative to its root, with slashes between names; the root is the empty path.
 *
 * <p>Links are followed, but never out of the source. What goes wrong on the way is the adapter's to throw, and passes through the renderer.
 */
public interface SourceTree {

    /** What stands at a path. */
    enum Kind {
        FILE,
        DIRECTORY,
        /** Only in a {@link #list}: what it leads to, {@link #kind} says. */
        LINK,
        /** What can't be read, such as a submodule that was not asked for. */
        OTHER
    }

    /** A name in a directory. */
    record Entry(String name, Kind kind) {}

    /** What a path leads to; empty if to nothing. */
    Optional<Kind> kind(String path);

    /** The names directly in a directory, in any order. */
    List<Entry> list(String directory);

    /** The content of a file. */
    byte[] read(String path);
}
