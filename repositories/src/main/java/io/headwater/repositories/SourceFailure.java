package io.headwater.repositories;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import java.util.Optional;

/**
 * Why a source can't be resolved or read, as users are told.
 *
 * @param code a stable code in camel case
 * @param message what went wrong, where, and what to do; never a secret, and the same for the same cause
 */
public record SourceFailure(String code, String message) {

    /** What a user is told of an error on the way to a repository; empty if there is nothing to tell, since this process is ending. */
    public static Optional<SourceFailure> of(GitException failure) {
        return failure.code() == GitErrorCode.CLOSED
                ? Optional.empty()
                : Optional.of(new SourceFailure(codeOf(failure.code()), String.valueOf(failure.getMessage())));
    }

    public static SourceFailure of(RepositoriesException failure) {
        return new SourceFailure(failure.code().failureCode(), String.valueOf(failure.getMessage()));
    }

    private static String codeOf(GitErrorCode code) {
        return switch (code) {
            case URL_INVALID -> "RepositoryUrlInvalid";
            case ACCESS_INVALID -> "RepositorySecretInvalid";
            case UNREACHABLE, TIMEOUT -> "RepositoryUnreachable";
            case SERVER_ERROR -> "RepositoryServerError";
            case AUTHENTICATION -> "CredentialsRejected";
            case PERMISSION -> "RepositoryForbidden";
            case NOT_FOUND -> "RepositoryNotFound";
            case NOT_GIT -> "NotAGitRepository";
            case REVISION_UNKNOWN -> "RevisionUnknown";
            case PATH_MISSING -> "PathMissing";
            case LINK_INVALID -> "LinkInvalid";
            case SUBMODULE_INVALID -> "SubmoduleInvalid";
            case LFS_INVALID -> "LargeFileMissing";
            case TOO_LARGE -> "SourceTooLarge";
            case HOST_KEY -> "HostKeyUnknown";
            case TLS -> "RepositoryTlsFailed";
            case CORRUPT -> "MirrorDamaged";
            case STORAGE, IN_USE -> "MirrorStorageFailed";
            case CLOSED -> "ServiceStopping";
        };
    }
}
