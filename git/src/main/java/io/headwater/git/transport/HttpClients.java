package io.headwater.git.transport;

import io.headwater.git.GitLimits;
import io.headwater.git.HttpProxy;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.Tls;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The HTTP clients of one process, one for each way to connect (TLS, proxy), each with its pool of open connections. Thread-safe. Who we
 * are is not part of it: credentials go with each request.
 */
public final class HttpClients implements AutoCloseable {

    private static final String TUNNEL_LOGIN = "jdk.http.auth.tunneling.disabledSchemes";

    static {
        // The JDK does not log in at a proxy with a password, as it must for https, unless this says so before its
        // client is first used.
        if (System.getProperty(TUNNEL_LOGIN) == null) {
            System.setProperty(TUNNEL_LOGIN, "");
        }
    }

    private final GitLimits limits;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentMap<Way, HttpClient> clients = new ConcurrentHashMap<>();

    private final ConcurrentMap<RepositoryUrl, Boolean> version2 = new ConcurrentHashMap<>();

    private record Way(Tls tls, HttpProxy proxy) {}

    public HttpClients(GitLimits limits) {
        this.limits = limits;
    }

    public HttpClient clientFor(RepositoryAccess access) {
        return clients.computeIfAbsent(new Way(access.tls(), access.proxy()), this::build);
    }

    /** Whether a repository's server speaks Git's protocol version 2 at that address, if it was asked before. */
    Optional<Boolean> speaksVersion2(RepositoryUrl url) {
        return Optional.ofNullable(version2.get(url));
    }

    void learnVersion2(RepositoryUrl url, boolean spoken) {
        version2.put(url, spoken);
    }

    /** After a failure that may come from the server's having changed. */
    void forgetVersion2(RepositoryUrl url) {
        version2.remove(url);
    }

    private HttpClient build(Way way) {
        var builder = HttpClient.newBuilder()
                .executor(executor)
                .connectTimeout(limits.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(new ChosenProxy(way.proxy()));
        if (!way.tls().equals(Tls.STANDARD)) {
            builder.sslContext(TlsContexts.contextFor(way.tls()));
        }
        var userInfo = way.proxy().url().isBlank() ? null : way.proxy().uri().getUserInfo();
        if (userInfo != null) {
            builder.authenticator(new ProxyLogin(userInfo));
        }
        return builder.build();
    }

    /** Ends what is still under way and stops every thread. */
    @Override
    public void close() {
        clients.values().forEach(HttpClient::shutdownNow);
        clients.values().forEach(HttpClient::close);
        executor.shutdownNow();
        executor.close();
    }

    private static final class ChosenProxy extends ProxySelector {
        private final HttpProxy proxy;

        ChosenProxy(HttpProxy proxy) {
            this.proxy = proxy;
        }

        @Override
        public List<Proxy> select(URI uri) {
            if (!proxy.isUsedFor(uri.getHost())) {
                return List.of(Proxy.NO_PROXY);
            }
            var address = proxy.uri();
            var port = address.getPort() < 0 ? 80 : address.getPort();
            return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port)));
        }

        /** Nothing to remember: there is one proxy, and the request's own failure is reported. */
        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    }

    private static final class ProxyLogin extends Authenticator {
        private final String user;
        private final String password;

        ProxyLogin(String userInfo) {
            var colon = userInfo.indexOf(':');
            this.user = colon < 0 ? userInfo : userInfo.substring(0, colon);
            this.password = colon < 0 ? "" : userInfo.substring(colon + 1);
        }

        @Override
        protected @org.jspecify.annotations.Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY
                    ? new PasswordAuthentication(user, password.toCharArray())
                    : null;
        }
    }
}
