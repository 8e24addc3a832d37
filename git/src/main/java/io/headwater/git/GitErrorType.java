package io.headwater.git;

/** What to do about a {@link GitException}. */
public enum GitErrorType {
    /** Only somebody's change of the repository, its Secret or the Application helps; trying again at the usual pace is right, faster is not. */
    TELL_USER,
    /** It may pass by itself: try again soon, slower each time. */
    RETRY,
    /** This process cannot work with Git until an operator helps. */
    HALT
}
