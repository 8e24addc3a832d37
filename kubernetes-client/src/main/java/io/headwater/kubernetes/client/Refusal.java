package io.headwater.kubernetes.client;

import io.headwater.kubernetes.client.KubernetesException.Cause;
import io.headwater.kubernetes.client.KubernetesException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an API server said when it refused: its {@code Status}, read.
 *
 * @param status the HTTP status, or the code of a {@code Status} that came through a watch; 0 without an answer
 * @param reason the machine-readable reason, as in {@code AlreadyExists}; empty without one
 * @param kind the resource that it is about, as in {@code namespaces}; empty if it names none
 * @param name the object that it is about; empty if it names none
 */
record Refusal(
        int status,
        String reason,
        String message,
        String kind,
        String name,
        List<Cause> causes,
        Optional<Duration> retryAfter) {

    static Refusal without(String problem) {
        return new Refusal(0, "", problem, "", "", List.of(), Optional.empty());
    }

    /**
     * What the refusal means for this request.
     *
     * <p>A 404 is told apart by its details: the object's own name means that the object is missing, a namespace's name that its namespace is,
     * and no name at all that the path is unknown.
     */
    Code codeFor(Request request) {
        return switch (status) {
            case 401 -> Code.UNAUTHORIZED;
            case 403 -> isNamespaceTerminating() ? Code.NAMESPACE_TERMINATING : Code.FORBIDDEN;
            case 404 -> missing(request);
            case 405 -> Code.METHOD_NOT_ALLOWED;
            case 409 -> conflict();
            case 410 -> Code.GONE;
            case 413 -> Code.TOO_LARGE;
            case 429 -> Code.TOO_MANY_REQUESTS;
            case 400, 422 -> Code.INVALID;
            case 500 -> internal(request);
            case 502 -> request.isWrite() ? Code.OUTCOME_UNKNOWN : Code.SERVER_ERROR;
            case 504 -> request.isWrite() ? Code.OUTCOME_UNKNOWN : Code.TIMED_OUT;
            default -> status > 500 ? Code.SERVER_ERROR : Code.UNEXPECTED;
        };
    }

    private Code missing(Request request) {
        if (!reason.equals("NotFound") || name.isEmpty()) {
            return Code.KIND_NOT_SERVED;
        }
        var resource = request.resource();
        var aboutNamespaces = resource != null && resource.type().plural().equals("namespaces");
        return kind.equals("namespaces") && !aboutNamespaces ? Code.NAMESPACE_MISSING : Code.NOT_FOUND;
    }

    private Code conflict() {
        if (reason.equals("AlreadyExists")) {
            return Code.ALREADY_EXISTS;
        }
        return hasCause("FieldManagerConflict") ? Code.FIELD_CONFLICT : Code.CONFLICT;
    }

    /**
     * An applied object with a value of the wrong type is an internal error to the API server, but no waiting mends it. That etcd took too long to
     * answer leaves open what it did; that a webhook did, does not, since webhooks come first.
     */
    private Code internal(Request request) {
        if (message.startsWith("failed to create typed patch object")
                || message.startsWith("failed to convert new object")) {
            return Code.INVALID;
        }
        var late = message.contains("etcdserver:") || message.contains("context deadline exceeded");
        return request.isWrite() && late && !message.contains("failed calling webhook")
                ? Code.OUTCOME_UNKNOWN
                : Code.SERVER_ERROR;
    }

    private boolean isNamespaceTerminating() {
        return hasCause("NamespaceTerminating");
    }

    private boolean hasCause(String wanted) {
        return causes.stream().anyMatch(cause -> cause.reason().equals(wanted));
    }
}
