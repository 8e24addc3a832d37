package io.headwater.applier.kubernetes;

import io.headwater.applier.core.WriteResult;
import io.headwater.applier.core.WriteResult.Cause;
import io.headwater.kubernetes.client.KubernetesException;
import java.util.Objects;

/** What a failed write means: whether to tell the user, or to try again. */
final class Refusals {

    private static final String NO_DRY_RUN = "does not support dry run";

    private Refusals() {}

    /** Credentials that are refused are no verdict on the object: a person puts them right on the hub, and then it goes on. */
    static WriteResult resultOf(KubernetesException failure) {
        return switch (failure.code()) {
            case NAMESPACE_MISSING ->
                refused(
                        Cause.NAMESPACE_MISSING,
                        failure.serverMessage() + ": create it, or set the sync option CreateNamespace=true");
            case KIND_NOT_SERVED ->
                refused(Cause.KIND_NOT_SERVED, "the cluster does not serve " + failure.target() + " in this version");
            case INVALID, FORBIDDEN, METHOD_NOT_ALLOWED, TOO_LARGE, FIELD_CONFLICT, NOT_FOUND ->
                refused(
                        failure.serverMessage().contains(NO_DRY_RUN) ? Cause.DRY_RUN_UNSUPPORTED : Cause.OTHER,
                        failure.serverMessage());
            case UNAUTHORIZED,
                    CREDENTIALS,
                    TLS,
                    NAMESPACE_TERMINATING,
                    ALREADY_EXISTS,
                    CONFLICT,
                    GONE,
                    TOO_MANY_REQUESTS,
                    UNREACHABLE,
                    TIMED_OUT,
                    OUTCOME_UNKNOWN,
                    SERVER_ERROR,
                    INTERRUPTED,
                    UNEXPECTED -> new WriteResult.Unavailable(message(failure), failure.retryAfter());
        };
    }

    static String message(KubernetesException failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.code().name());
    }

    private static WriteResult refused(Cause cause, String message) {
        return new WriteResult.Refused(cause, message);
    }
}
