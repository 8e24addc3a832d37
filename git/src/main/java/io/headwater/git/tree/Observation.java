package io.headwater.git.tree;

/**
 * Something that a reader of a {@link CommitTree} saw, in a form that can be checked against another commit
 * ({@link CommitTree#stillHolds}): what was rendered from it need not be rendered again while all of it holds.
 *
 * <p>Paths are those in the tree itself: of a path that leads over a symbolic link, the link is one observation and what it leads to another.
 *
 * @param path from the root of the repository
 * @param value {@link #ABSENT}, or depending on the aspect
 */
public record Observation(Aspect aspect, String path, String value) {

    public static final String ABSENT = "";

    /** What of a path was seen. */
    public enum Aspect {
        /** Kind and object id: a file's content, or everything below a directory. */
        CONTENT,
        /** Only what kind of thing it is, or that it is not there. */
        KIND,
        /** The names directly in a directory and their kinds, as a digest. */
        NAMES
    }
}
