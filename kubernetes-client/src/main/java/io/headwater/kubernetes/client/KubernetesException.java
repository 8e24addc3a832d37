package io.headwater.kubernetes.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that did not do what was asked.
 *
 * <p>Its message is for people: which verb on which object of which server, what the API server said, and what to do. It holds no token and no
 * value of a Secret.
 */
public final class KubernetesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What whoever made the request does next. */
    public enum Type {
        /** Asking again does not help: a person, or a commit, must change something. */
        TELL_USER,
        /** The same request, after a new look where one is needed, may succeed later. */
        RETRY,
        /** Nothing is known; stop what is being done. */
        HALT
    }

    /** What went wrong, by what is to be done about it. */
    public enum Code {
        /** The kind is served, the object is not there. */
        NOT_FOUND(Type.TELL_USER),
        /** The path itself is unknown: the kind is not served (any more). It says nothing about the objects of that kind. */
        KIND_NOT_SERVED(Type.TELL_USER),
        /** A write into a namespace that does not exist. */
        NAMESPACE_MISSING(Type.TELL_USER),
        /** A creation in a namespace that is being deleted. */
        NAMESPACE_TERMINATING(Type.RETRY),
        ALREADY_EXISTS(Type.RETRY),
        /** The object has another resourceVersion or uid than was asked for: read it again, decide again. */
        CONFLICT(Type.RETRY),
        /** A server-side apply without force, of fields that another manager owns. */
        FIELD_CONFLICT(Type.TELL_USER),
        FORBIDDEN(Type.TELL_USER),
        /** The credentials were refused, also after they were renewed. */
        UNAUTHORIZED(Type.TELL_USER),
        /** The credentials could not be had: a plugin that fails, a file that is missing. */
        CREDENTIALS(Type.TELL_USER),
        /** The object breaks a rule of the API server or of an admission webhook. */
        INVALID(Type.TELL_USER),
        METHOD_NOT_ALLOWED(Type.TELL_USER),
        /** Larger than the API server takes. */
        TOO_LARGE(Type.TELL_USER),
        /** The resourceVersion or continue token is too old: list again. */
        GONE(Type.RETRY),
        /** Refused without having been looked at; {@link KubernetesException#retryAfter()} says when to come back. */
        TOO_MANY_REQUESTS(Type.RETRY),
        /** No connection; a write was not carried out. */
        UNREACHABLE(Type.RETRY),
        /** No answer, or half an answer, to a read. */
        TIMED_OUT(Type.RETRY),
        /** A write of which the answer was lost or late: it may have been carried out, or be so yet. Read before repeating it. */
        OUTCOME_UNKNOWN(Type.RETRY),
        /** The server's certificate is not trusted, or ours is refused. */
        TLS(Type.TELL_USER),
        /** The API server, or a webhook that it calls, has failed. */
        SERVER_ERROR(Type.RETRY),
        /** The calling thread was interrupted during a read. */
        INTERRUPTED(Type.HALT),
        /** An answer that no API server should give. */
        UNEXPECTED(Type.HALT);

        private final Type type;

        Code(Type type) {
            this.type = type;
        }

        public Type type() {
            return type;
        }
    }

    /**
     * One of the reasons that the API server gives.
     *
     * @param field the field in question; empty if it is about none
     */
    public record Cause(String reason, String field, String message) {}

    private final Code code;
    private final String server;
    private final String verb;
    private final String target;
    private final int status;
    private final String serverMessage;
    private final transient List<Cause> causes;
    private final @Nullable Duration retryAfter;

    KubernetesException(Code code, Request request, String server, Refusal refusal) {
        this(code, server, request.verb(), request.target(), refusal, null);
    }

    KubernetesException(Code code, Request request, String server, String problem, @Nullable Throwable cause) {
        this(code, server, request.verb(), request.target(), Refusal.without(problem), cause);
    }

    /** A failure before any request, as of credentials that cannot be had. */
    KubernetesException(Code code, String server, String problem, @Nullable Throwable cause) {
        this(code, server, "connect", "", Refusal.without(problem), cause);
    }

    private KubernetesException(
            Code code, String server, String verb, String target, Refusal refusal, @Nullable Throwable cause) {
        super(text(code, server, verb, target, refusal), cause);
        this.code = code;
        this.server = server;
        this.verb = verb;
        this.target = target;
        this.status = refusal.status();
        this.serverMessage = refusal.message();
        this.causes = refusal.causes();
        this.retryAfter = refusal.retryAfter().orElse(null);
    }

    private static String text(Code code, String server, String verb, String target, Refusal refusal) {
        var about = target.isEmpty() ? verb : verb + " " + target;
        var status = refusal.status() == 0 ? "" : " (HTTP " + refusal.status() + ")";
        return about + " at " + server + ": " + code + status + ": " + refusal.message();
    }

    public Code code() {
        return code;
    }

    public Type type() {
        return code.type();
    }

    public String server() {
        return server;
    }

    /** What was tried, as in {@code apply}. */
    public String verb() {
        return verb;
    }

    /** What it was tried on, as in {@code apps/Deployment shop/web}; empty if on nothing in particular. */
    public String target() {
        return target;
    }

    /** The HTTP status; 0 without an answer. */
    public int status() {
        return status;
    }

    /** What the API server said, or what this client says where there was no answer. */
    public String serverMessage() {
        return serverMessage;
    }

    public List<Cause> causes() {
        return causes == null ? List.of() : causes;
    }

    /** When the server wants to be asked again at the earliest. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public boolean is(Code wanted) {
        return code == wanted;
    }
}
