package io.headwater.kubernetes.client;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which proxy a process's environment asks for, by the variables that curl, Go and kubectl read. */
record ProxyEnvironment(Map<String, String> variables) {

    static ProxyEnvironment ofProcess() {
        return new ProxyEnvironment(System.getenv());
    }

    /**
     * The proxy to a server.
     *
     * @param configured beats the environment; empty for none
     * @throws IllegalArgumentException for a proxy that cannot be used
     */
    Optional<URI> proxy(String configured, URI server) {
        if (!configured.isEmpty()) {
            return Optional.of(usable(configured));
        }
        var name = server.getScheme().equals("https") ? "https_proxy" : "http_proxy";
        var found = variable(name);
        return found.isEmpty() || ServerAddress.isLoopback(server) || isExcluded(server)
                ? Optional.empty()
                : Optional.of(usable(found));
    }

    private static URI usable(String text) {
        var uri = URI.create(text.contains("://") ? text : "http://" + text);
        if (!"http".equals(uri.getScheme())) {
            throw new IllegalArgumentException(
                    "a proxy by " + uri.getScheme() + " is not supported, only by http: " + uri.getHost());
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("a proxy that wants a password is not supported: " + uri.getHost());
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("the proxy's URL has no host");
        }
        return uri.getPort() < 0 ? URI.create("http://" + uri.getHost() + ":80") : uri;
    }

    private boolean isExcluded(URI server) {
        var host = server.getHost().toLowerCase(Locale.ROOT);
        return Arrays.stream(variable("no_proxy").toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> matches(host, entry));
    }

    private static boolean matches(String host, String entry) {
        if (entry.equals("*")) {
            return true;
        }
        if (entry.contains("/")) {
            return AddressRange.parse(entry).map(range -> range.contains(host)).orElse(false);
        }
        var name = entry.startsWith("*.") ? entry.substring(1) : entry;
        return name.startsWith(".") ? host.endsWith(name) : host.equals(name) || host.endsWith("." + name);
    }

    private String variable(String name) {
        var lower = variables.getOrDefault(name, "");
        return lower.isEmpty() ? variables.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
    }
}
