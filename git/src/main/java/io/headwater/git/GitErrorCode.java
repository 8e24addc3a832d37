package io.headwater.git;

/** What can go wrong with a Git repository, seen from this side; its {@link #type()} decides what happens next. */
public enum GitErrorCode {
    /** The URL is not one of http, https, ssh or file, or has no path. */
    URL_INVALID(GitErrorType.TELL_USER),
    /** The repository's Secret has a field that makes no sense, or one that is not supported. */
    ACCESS_INVALID(GitErrorType.TELL_USER),
    /** No connection, or one that broke. */
    UNREACHABLE(GitErrorType.RETRY),
    /** Connected, but too slow. */
    TIMEOUT(GitErrorType.RETRY),
    /** The server wants other credentials than the ones it got, if any. */
    AUTHENTICATION(GitErrorType.TELL_USER),
    /** The server knows the credentials and refuses all the same. */
    PERMISSION(GitErrorType.TELL_USER),
    /** The server has no such repository, or hides it from these credentials. */
    NOT_FOUND(GitErrorType.TELL_USER),
    /** The server answered with an error of its own, or asked to come back later. */
    SERVER_ERROR(GitErrorType.RETRY),
    /** What answered does not speak Git: a login page, a proxy. */
    NOT_GIT(GitErrorType.TELL_USER),
    /** No branch, tag or commit of that name. */
    REVISION_UNKNOWN(GitErrorType.TELL_USER),
    /** The commit has no such path, or not of the kind asked for. */
    PATH_MISSING(GitErrorType.TELL_USER),
    /** A symbolic link that leaves the repository, or runs in a circle. */
    LINK_INVALID(GitErrorType.TELL_USER),
    /** A submodule that .gitmodules does not explain. */
    SUBMODULE_INVALID(GitErrorType.TELL_USER),
    /** A file kept in Git LFS that its server does not deliver, or delivers wrongly. */
    LFS_INVALID(GitErrorType.TELL_USER),
    /** More than a limit of {@link GitLimits} allows. */
    TOO_LARGE(GitErrorType.TELL_USER),
    /** The ssh server's host key is unknown, or another than the known one. */
    HOST_KEY(GitErrorType.TELL_USER),
    /** The server's certificate is not trusted, or TLS failed otherwise. */
    TLS(GitErrorType.TELL_USER),
    /** The mirror on disk is damaged; the next fetch builds it anew. */
    CORRUPT(GitErrorType.RETRY),
    /** The work was given up because this process stops. */
    CLOSED(GitErrorType.RETRY),
    /** The mirrors' folder cannot be written: full, read-only, or no permission. */
    STORAGE(GitErrorType.HALT),
    /** Another process uses the mirrors' folder. */
    IN_USE(GitErrorType.HALT);

    private final GitErrorType type;

    GitErrorCode(GitErrorType type) {
        this.type = type;
    }

    public GitErrorType type() {
        return type;
    }
}
