package io.headwater.git.tree;

/**
 * A name in a directory of a commit.
 *
 * @param path from the root of the repository, without leading or trailing slash; empty for the root itself
 * @param id the object id: of the blob, the tree, or the submodule's commit
 */
public record TreeEntry(String path, Kind kind, String id) {

    /** What a name stands for. */
    public enum Kind {
        FILE,
        EXECUTABLE,
        SYMLINK,
        DIRECTORY,
        SUBMODULE;

        public boolean isFile() {
            return this == FILE || this == EXECUTABLE;
        }
    }

    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
