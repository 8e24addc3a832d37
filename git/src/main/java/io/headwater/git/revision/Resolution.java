package io.headwater.git.revision;

/** What a target revision stands for. */
public sealed interface Resolution {

    /**
     * A commit.
     *
     * @param sha its full id
     * @param how by which reading of the target revision
     * @param ref the full name of the branch or tag; empty for a commit named by its id
     */
    record Resolved(String sha, How how, String ref) implements Resolution {}

    /**
     * The first digits of some commit's id, and nothing that the server listed: only a mirror that holds the commit can tell which.
     *
     * @param prefix at least 7 hexadecimal digits, lower-case
     */
    record Abbreviated(String prefix) implements Resolution {}

    /** Nothing. The message is meant for the user. */
    record Unknown(String message) implements Resolution {}

    /** The reading that applied. */
    enum How {
        DEFAULT_BRANCH,
        BRANCH,
        TAG,
        /** Another ref, named in full, such as {@code refs/pull/1/head}. */
        REF,
        /** The highest tag that a version constraint allows. */
        CONSTRAINT,
        COMMIT
    }
}
