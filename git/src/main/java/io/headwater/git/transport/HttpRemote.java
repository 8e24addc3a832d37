package io.headwater.git.transport;

import io.headwater.git.Credentials;
import io.headwater.git.GitErrorCode;
import io.headwater.git.GitLimits;
import io.headwater.git.GitProtocol;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;

/**
 * One conversation with one http(s) server: sends requests with our credentials, bounded in time and size, and turns every failure into an
 * {@link HttpRefusal} that says what it was. Used by one thread, for one operation.
 *
 * <p>Credentials go out with the first request, unasked, which saves a round trip; only to the host they are meant for, also after a
 * redirect. A server that rejects them is asked once more without, as Git would have done at first, since a public repository needs none.
 */
final class HttpRemote implements HttpConnectionFactory {

    private static final int FIRST_PACK = 4;

    private final HttpClient client;
    private final RepositoryUrl url;
    private final RepositoryAccess access;
    private final GitLimits limits;
    private final Deadline deadline;
    private final URI origin;
    private boolean credentialsRejected;

    HttpRemote(HttpClient client, RepositoryUrl url, RepositoryAccess access, GitLimits limits, Deadline deadline) {
        this.client = client;
        this.url = url;
        this.access = access;
        this.limits = limits;
        this.deadline = deadline;
        this.origin = URI.create(url.location());
    }

    @Override
    public HttpConnection create(URL target) {
        return new HttpExchange(this, target);
    }

    /** The proxy that JGit found among the JVM's properties is left aside: the repository's own settings decide. */
    @Override
    public HttpConnection create(URL target, Proxy proxy) {
        return create(target);
    }

    Duration patienceForFirstPack() {
        return limits.idle().multipliedBy(FIRST_PACK);
    }

    Duration patience() {
        return limits.idle();
    }

    /** For requests that say themselves who asks. */
    void leaveOutCredentials() {
        credentialsRejected = true;
    }

    HttpResponse<InputStream> send(URL target, HttpRequest.Builder request) throws IOException {
        return send(target, request, limits.idle());
    }

    /** @param patience how long the server may take before it begins to answer; packing a large repository for the first time takes it long */
    HttpResponse<InputStream> send(URL target, HttpRequest.Builder request, Duration patience) throws IOException {
        var uri = uri(target);
        var answer = sendOnce(uri, request, authorization(uri), patience);
        if (answer.statusCode() == HttpConnection.HTTP_UNAUTHORIZED && mayAskWithoutCredentials(uri)) {
            answer.body().close();
            credentialsRejected = true;
            answer = sendOnce(uri, request, Optional.empty(), patience);
        }
        HttpAnswers.check(uri, answer, authorization(uri).isPresent() || credentialsRejected);
        return answer;
    }

    private boolean mayAskWithoutCredentials(URI uri) {
        return authorization(uri).isPresent() && !access.forceBasicAuthentication();
    }

    private HttpResponse<InputStream> sendOnce(
            URI uri, HttpRequest.Builder request, Optional<String> authorization, Duration patience)
            throws IOException {
        var version =
                uri.getScheme().equalsIgnoreCase("https") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
        var complete = request.copy().uri(uri).version(version).timeout(deadline.atMost(patience));
        authorization.ifPresent(value -> complete.setHeader("Authorization", value));
        var built = complete.build();
        try {
            return exchange(built, patience);
        } catch (HttpRefusal refusal) {
            if (refusal.code() != GitErrorCode.UNREACHABLE || refusal.getCause() instanceof ConnectException) {
                throw refusal;
            }
            // A pooled connection may have been closed by the server at this very moment; every request of Git's fetch
            // can be repeated.
            return exchange(built, patience);
        }
    }

    private HttpResponse<InputStream> exchange(HttpRequest request, Duration patience) throws IOException {
        try {
            return client.send(request, info -> new TimedBody(limits.idle(), deadline, limits.packBytes()));
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + url.host());
        } catch (HttpConnectTimeoutException timeout) {
            throw new HttpRefusal(
                    GitErrorCode.TIMEOUT,
                    "no connection within " + limits.connect().toMillis() + " ms",
                    timeout);
        } catch (HttpTimeoutException timeout) {
            throw new HttpRefusal(GitErrorCode.TIMEOUT, "no answer within " + patience.toMillis() + " ms", timeout);
        } catch (SSLException failure) {
            throw new HttpRefusal(GitErrorCode.TLS, "TLS failed (" + failure.getMessage() + ")", failure);
        } catch (ConnectException failure) {
            var unknownHost = failure.getCause() instanceof UnresolvedAddressException
                    || failure.getCause() instanceof ConnectException inner
                            && inner.getCause() instanceof UnresolvedAddressException;
            throw new HttpRefusal(
                    GitErrorCode.UNREACHABLE,
                    unknownHost ? "the host name is unknown" : "no connection (refused)",
                    failure);
        } catch (IOException failure) {
            throw HttpAnswers.broken(failure);
        }
    }

    private Optional<String> authorization(URI target) {
        if (credentialsRejected || !isMeantFor(target)) {
            return Optional.empty();
        }
        return switch (url.credentialsOr(access.credentials())) {
            case Credentials.None() -> Optional.empty();
            case Credentials.SshKey _ -> Optional.empty();
            case Credentials.BearerToken(var token) -> Optional.of("Bearer " + token);
            case Credentials.UsernamePassword(var user, var password) -> {
                var both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
                yield Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
            }
        };
    }

    private boolean isMeantFor(URI target) {
        var sameHost = origin.getHost().equalsIgnoreCase(target.getHost());
        var upgraded = url.protocol() == GitProtocol.HTTP && "https".equalsIgnoreCase(target.getScheme());
        var samePlace = origin.getScheme().equalsIgnoreCase(target.getScheme()) && origin.getPort() == target.getPort();
        return sameHost && (samePlace || upgraded);
    }

    private static URI uri(URL target) throws HttpRefusal {
        try {
            return target.toURI();
        } catch (URISyntaxException failure) {
            throw new HttpRefusal(GitErrorCode.NOT_GIT, "it redirects to a malformed address", failure);
        }
    }
}
