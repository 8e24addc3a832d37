package io.headwater.repositories;

import org.jspecify.annotations.Nullable;

/** The credentials for a repository can't be had. The message names the Secret and none of its values. */
public final class RepositoriesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why they can't be had; it is also the code of the failure that users see. */
    public enum Code {
        /** The Secret is gone. */
        SECRET_MISSING("RepositorySecretMissing"),
        /** We may not read it. */
        SECRET_FORBIDDEN("RepositorySecretForbidden"),
        /** The hub did not answer. */
        HUB_UNREACHABLE("HubUnreachable");

        private final String name;

        Code(String name) {
            this.name = name;
        }

        String failureCode() {
            return name;
        }
    }

    private final Code code;

    public RepositoriesException(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
