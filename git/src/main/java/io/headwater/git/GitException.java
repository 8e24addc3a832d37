package io.headwater.git;

import org.jspecify.annotations.Nullable;

/**
 * Git could not be reached, read or stored. The message says what failed, where (with a URL free of credentials) and what to do; it is
 * meant for users, and never shows a secret.
 */
public final class GitException extends RuntimeException {

    private final GitErrorCode code;

    public GitException(GitErrorCode code, String message) {
        this(code, message, null);
    }

    public GitException(GitErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public GitErrorCode code() {
        return code;
    }

    public GitErrorType type() {
        return code.type();
    }
}
