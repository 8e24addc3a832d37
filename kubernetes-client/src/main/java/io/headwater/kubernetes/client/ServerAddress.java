package io.headwater.kubernetes.client;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Reads the URLs of servers and proxies as people write them. */
final class ServerAddress {

    private ServerAddress() {}

    /** An API server's URL, without a trailing slash; {@code https} if it has no scheme. */
    static URI of(String text) {
        var stripped = text.strip().replaceAll("/+$", "");
        try {
            var uri = URI.create(stripped.contains("://") ? stripped : "https://" + stripped);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // Told below, together with what is a URI, but not of a server.
        }
        throw new IllegalArgumentException("not the URL of an API server: '" + text + "'");
    }

    /**
     * The proxy to use: the one that is configured, else the one of {@code HTTPS_PROXY} or {@code HTTP_PROXY} unless {@code NO_PROXY} names the
     * server.
     *
     * @param configured empty for none
     */
    static Optional<URI> proxy(String configured, URI server) {
        return ProxyEnvironment.ofProcess().proxy(configured, server);
    }

    static boolean isLoopback(URI server) {
        var host = server.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }
}
