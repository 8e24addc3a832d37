package io.headwater.kubernetes.client;

import io.headwater.kubernetes.client.KubernetesException.Code;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** What it means that no answer came. */
final class Failures {

    private Failures() {}

    /**
     * The exception for a request that failed without an answer.
     *
     * <p>What failed before it was sent was not carried out; of a write that may have been sent nothing is known.
     */
    static KubernetesException of(Request request, URI server, Throwable failure) {
        var code = code(request, failure);
        return new KubernetesException(code, request, server.toString(), text(code, request, failure), failure);
    }

    /**
     * Whether the server may have refused the credentials that were shown.
     *
     * <p>A server that does not take a client certificate closes the connection, within the handshake or, by TLS 1.3, after it: the alert that gives
     * the reason is lost whenever the end of the connection is noticed first.
     */
    static boolean mayRefuseCredentials(KubernetesException e) {
        return switch (e.code()) {
            case UNAUTHORIZED, TLS -> true;
            case UNREACHABLE, OUTCOME_UNKNOWN ->
                e.getCause() instanceof IOException broken && !neverConnected(broken) && !saysTooManyStreams(broken);
            default -> false;
        };
    }

    private static Code code(Request request, Throwable failure) {
        if (isAboutCertificates(failure)) {
            return Code.TLS;
        }
        if (failure instanceof SSLHandshakeException || neverConnected(failure) || saysTooManyStreams(failure)) {
            return Code.UNREACHABLE;
        }
        if (request.isWrite()) {
            return Code.OUTCOME_UNKNOWN;
        }
        if (failure instanceof InterruptedException) {
            return Code.INTERRUPTED;
        }
        if (failure instanceof TimeoutException) {
            return Code.TIMED_OUT;
        }
        return failure instanceof IOException ? Code.UNREACHABLE : Code.UNEXPECTED;
    }

    private static String text(Code code, Request request, Throwable failure) {
        return switch (code) {
            case TLS ->
                "no trusted connection: " + message(failure)
                        + "; check the certificate authority and the client certificate";
            case TIMED_OUT -> "no answer within " + request.timeout().toMillis() + " ms";
            case OUTCOME_UNKNOWN ->
                failure instanceof TimeoutException
                        ? "no answer within " + request.timeout().toMillis()
                                + " ms, so it may have been carried out or not: read it again"
                        : "the connection broke before the answer (" + message(failure)
                                + "), so it may have been carried out or not: read it again";
            case INTERRUPTED -> "interrupted";
            case UNREACHABLE -> "no connection: " + message(failure);
            default -> message(failure);
        };
    }

    private static String message(Throwable failure) {
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            if (at.getMessage() != null && !at.getMessage().isEmpty()) {
                return at.getMessage();
            }
        }
        return failure.getClass().getSimpleName();
    }

    private static boolean isAboutCertificates(Throwable failure) {
        if (has(failure, CertificateException.class)) {
            return true;
        }
        return failure instanceof SSLException
                && failure.getMessage() != null
                && failure.getMessage()
                        .matches("(?s).*(certificate|unknown_ca|access_denied|handshake_failure|PKIX).*");
    }

    private static boolean neverConnected(Throwable failure) {
        return has(failure, ConnectException.class)
                || has(failure, HttpConnectTimeoutException.class)
                || has(failure, UnresolvedAddressException.class)
                || has(failure, UnknownHostException.class);
    }

    /** By its text, since the JDK's client has no type for it; it is thrown before anything was sent. */
    private static boolean saysTooManyStreams(Throwable failure) {
        return failure instanceof IOException && "too many concurrent streams".equals(failure.getMessage());
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }
}
