package io.headwater.git.transport;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.RepositoryUrl;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.RemoteRepositoryException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.errors.TransportException;
import org.jspecify.annotations.Nullable;

/** Turns what JGit and the connections below it throw into a {@link GitException}: by type where there is one, else by the server's words. */
public final class Failures {

    private static final Pattern UNKNOWN_OBJECT =
            Pattern.compile("not our ref|want [0-9a-f]{40} not valid|unadvertised object|not advertised");
    private static final Pattern NO_REPOSITORY = Pattern.compile(
            "repository not found|not found|does not exist|does not appear to be a git repository|no such");
    private static final Pattern DENIED =
            Pattern.compile("denied|not authorized|unauthorized|permission|forbidden|could not read from remote");
    private static final int LONGEST_QUOTE = 300;

    private record Finding(GitErrorCode code, String what) {}

    private Failures() {}

    /**
     * @param action what was being done, as in "Fetching"
     * @param failure what was thrown
     */
    public static GitException of(String action, RepositoryUrl url, Throwable failure) {
        var known = causes(failure).filter(GitException.class::isInstance).findFirst();
        if (known.isPresent()) {
            return (GitException) known.get();
        }
        var finding = causes(failure)
                .map(Failures::find)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> unexplained(failure));
        return of(action, url, finding.code(), finding.what(), failure);
    }

    /** The same where what happened is known. */
    static GitException of(
            String action, RepositoryUrl url, GitErrorCode code, String what, @Nullable Throwable failure) {
        return new GitException(code, action + " " + url + " failed: " + what + ". " + advice(code), failure);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }

    private static Optional<Finding> find(Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case HttpRefusal refusal -> new Finding(refusal.code(), String.valueOf(refusal.getMessage()));
                    case NoRemoteRepositoryException absent -> notFound(text(absent));
                    case RemoteRepositoryException remote -> said(String.valueOf(remote.getMessage()));
                    case NotSupportedException _ -> new Finding(GitErrorCode.URL_INVALID, "the URL is not supported");
                    case TooLargePackException _ ->
                        new Finding(GitErrorCode.TOO_LARGE, "the pack is larger than allowed");
                    case InterruptedIOException interruption -> interrupted(interruption);
                    case CorruptObjectException _ -> new Finding(GitErrorCode.CORRUPT, "an object is damaged");
                    case MissingObjectException _ -> new Finding(GitErrorCode.CORRUPT, "an object is missing");
                    case PackProtocolException protocol
                    when UNKNOWN_OBJECT.matcher(text(protocol)).find() ->
                        new Finding(GitErrorCode.REVISION_UNKNOWN, "the server does not give out the commit");
                    case HostKeyRefusal refusal -> new Finding(GitErrorCode.HOST_KEY, text(refusal));
                    case SshException ssh -> ssh(ssh);
                    case ConnectException _ -> new Finding(GitErrorCode.UNREACHABLE, "no connection (refused)");
                    case UnknownHostException _ -> new Finding(GitErrorCode.UNREACHABLE, "the host name is unknown");
                    case UnresolvedAddressException _ ->
                        new Finding(GitErrorCode.UNREACHABLE, "the host name is unknown");
                    case TimeoutException _ -> new Finding(GitErrorCode.TIMEOUT, "the server is too slow");
                    case EOFException _ -> new Finding(GitErrorCode.UNREACHABLE, "the answer was cut off");
                    case FileSystemException storage ->
                        new Finding(GitErrorCode.STORAGE, "the mirror cannot be written (" + text(storage) + ")");
                    default -> null;
                });
    }

    /** Over ssh, the server's own words, which hosting services use for "you may not" too; they do not say which it is. */
    private static Finding notFound(String words) {
        var denied = DENIED.matcher(words.toLowerCase(Locale.ROOT)).find();
        return new Finding(
                denied ? GitErrorCode.PERMISSION : GitErrorCode.NOT_FOUND,
                "there is no such repository (" + quote(words) + ")");
    }

    private static @Nullable Finding ssh(SshException failure) {
        return switch (failure.getDisconnectCode()) {
            case SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE ->
                new Finding(GitErrorCode.AUTHENTICATION, "the server rejects the credentials");
            case SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE ->
                new Finding(GitErrorCode.HOST_KEY, "the server's host key is not accepted");
            default -> null;
        };
    }

    private static Finding interrupted(InterruptedIOException interruption) {
        return Thread.currentThread().isInterrupted()
                ? new Finding(GitErrorCode.CLOSED, "it was given up")
                : new Finding(GitErrorCode.TIMEOUT, "the server is too slow (" + text(interruption) + ")");
    }

    /** A server's own words, sent with {@code ERR}: GitHub, GitLab and others use them over ssh, and git itself for unknown objects. */
    private static Finding said(String words) {
        var quote = "the server says \"" + quote(words) + "\"";
        var lower = words.toLowerCase(Locale.ROOT);
        if (UNKNOWN_OBJECT.matcher(lower).find()) {
            return new Finding(GitErrorCode.REVISION_UNKNOWN, quote);
        }
        if (DENIED.matcher(lower).find()) {
            return new Finding(GitErrorCode.PERMISSION, quote);
        }
        return new Finding(
                NO_REPOSITORY.matcher(lower).find() ? GitErrorCode.NOT_FOUND : GitErrorCode.SERVER_ERROR, quote);
    }

    private static Finding unexplained(Throwable failure) {
        var deepest = causes(failure).reduce(failure, (_, next) -> next);
        if (text(deepest).contains("No space left on device")) {
            return new Finding(GitErrorCode.STORAGE, "the disk is full");
        }
        if (failure instanceof TransportException || deepest instanceof IOException) {
            return new Finding(GitErrorCode.UNREACHABLE, quote(text(deepest)));
        }
        throw new IllegalStateException("a failure of Git that no rule explains", failure);
    }

    private static String text(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }

    private static String quote(String words) {
        var line = words.strip().replaceAll("\\p{Cntrl}+", " ").replaceAll("://[^/@\\s]*@", "://***@");
        return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line;
    }

    private static String advice(GitErrorCode code) {
        return switch (code) {
            case URL_INVALID -> "Correct the repository URL.";
            case ACCESS_INVALID -> "Correct the repository's Secret.";
            case UNREACHABLE -> "Check the URL, the network and the proxy; it is tried again.";
            case TIMEOUT -> "It is tried again; check the server and the network if it stays so.";
            case AUTHENTICATION -> "Check the credentials in the repository's Secret.";
            case PERMISSION -> "Give these credentials read access to the repository.";
            case NOT_FOUND -> "Check the URL, and that these credentials may see the repository.";
            case SERVER_ERROR -> "It is tried again; ask the server's administrator if it stays so.";
            case NOT_GIT -> "Check that the URL is that of a Git repository.";
            case REVISION_UNKNOWN -> "Check targetRevision; the commit may have been removed by a force-push.";
            case PATH_MISSING, LINK_INVALID, SUBMODULE_INVALID, LFS_INVALID -> "Correct it in the repository.";
            case TOO_LARGE -> "Make the repository smaller, set depth in its Secret, or raise the limit.";
            case HOST_KEY -> "Add the server's key to argocd-ssh-known-hosts-cm, or find out who answers in its place.";
            case TLS ->
                "Trust the server's certificate (argocd-tls-certs-cm), or set insecure in the repository's Secret.";
            case CORRUPT -> "The mirror is built anew with the next fetch.";
            case CLOSED -> "It is done again after the restart.";
            case STORAGE -> "Give the mirrors' folder more space, and write access.";
            case IN_USE -> "Give each process a folder of its own.";
        };
    }
}
