package io.headwater.git;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The proxy in front of an http or https server.
 *
 * @param url {@code http://[user:password@]host:port}; empty for none
 * @param exceptions hosts and domains reached without it, in the form of {@code NO_PROXY}: comma-separated, {@code *} for all
 */
public record HttpProxy(String url, String exceptions) {

    public static final HttpProxy NONE = new HttpProxy("", "");

    public HttpProxy {
        if (!url.isBlank()) {
            check(url);
        }
    }

    public boolean isUsedFor(String host) {
        return !url.isBlank()
                && patterns().stream().noneMatch(pattern -> excepts(pattern, host.toLowerCase(Locale.ROOT)));
    }

    public URI uri() {
        return URI.create(url);
    }

    private List<String> patterns() {
        return Arrays.stream(exceptions.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static boolean excepts(String pattern, String host) {
        var port = pattern.lastIndexOf(':');
        var bare = port > 0 && pattern.indexOf(':') == port ? pattern.substring(0, port) : pattern;
        if (bare.equals("*") || bare.equals(host)) {
            return true;
        }
        var domain = bare.startsWith("*.") ? bare.substring(1) : bare.startsWith(".") ? bare : "." + bare;
        return host.endsWith(domain);
    }

    private static void check(String url) {
        try {
            var uri = new URI(url);
            if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
                throw new IllegalArgumentException(
                        "the proxy must be http://host:port; other kinds (socks5, https) are not supported");
            }
        } catch (URISyntaxException failure) {
            throw new IllegalArgumentException(
                    "the proxy is not a well-formed URL near character " + failure.getIndex());
        }
    }

    @Override
    public String toString() {
        return url.isBlank()
                ? "HttpProxy[none]"
                : "HttpProxy[" + uri().getHost() + ":" + uri().getPort() + ", except=" + exceptions + "]";
    }
}
