package io.headwater.git;

import java.util.Optional;

/** How a repository is reached. */
public enum GitProtocol {
    HTTPS("https", 443),
    HTTP("http", 80),
    SSH("ssh", 22),
    FILE("file", -1);

    private final String scheme;
    private final int defaultPort;

    GitProtocol(String scheme, int defaultPort) {
        this.scheme = scheme;
        this.defaultPort = defaultPort;
    }

    /** Also {@code git+ssh} and {@code ssh+git}, which are old names of ssh. */
    static Optional<GitProtocol> ofScheme(String scheme) {
        return switch (scheme) {
            case "https" -> Optional.of(HTTPS);
            case "http" -> Optional.of(HTTP);
            case "ssh", "git+ssh", "ssh+git" -> Optional.of(SSH);
            case "file" -> Optional.of(FILE);
            default -> Optional.empty();
        };
    }

    public String scheme() {
        return scheme;
    }

    public int defaultPort() {
        return defaultPort;
    }

    public boolean isHttp() {
        return this == HTTP || this == HTTPS;
    }
}
