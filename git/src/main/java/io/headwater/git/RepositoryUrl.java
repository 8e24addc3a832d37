package io.headwater.git;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a Git repository is. Two URLs are equal when they name one repository over one protocol: the host's case, the user, a default port,
 * a trailing {@code .git} or slash make no difference, nor does {@code git@host:path} instead of {@code ssh://git@host/path}. The path's case
 * does, since servers of one's own may tell {@code A} from {@code a}.
 *
 * <p>Argo CD compares differently where projects and webhooks are concerned: {@link #projectForm()} and {@link #webhookKey()}.
 */
public final class RepositoryUrl {

    private static final Pattern SCP_FORM =
            Pattern.compile("(?:([^@/:\\s]+)@)?([^@/:\\s]+|\\[[0-9a-fA-F:]+]):(?!//|:)(\\S.*)");
    private static final Pattern HAS_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
    private static final int LONGEST = 2048;

    private final GitProtocol protocol;
    private final String user;
    private final String password;
    private final String host;
    private final int port;
    private final String path;
    private final boolean relativeToHome;
    private final String identity;

    private RepositoryUrl(
            GitProtocol protocol,
            String user,
            String password,
            String host,
            int port,
            String path,
            boolean relativeToHome) {
        this.protocol = protocol;
        this.user = user;
        this.password = password;
        this.host = host;
        this.port = port;
        this.path = path;
        this.relativeToHome = relativeToHome;
        this.identity = protocol.scheme() + "://" + authority("", host, port) + identityPath();
    }

    /**
     * Reads a URL as a user writes it in {@code repoURL}.
     *
     * @throws GitException {@link GitErrorCode#URL_INVALID}
     */
    public static RepositoryUrl parse(String text) {
        var trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > LONGEST || trimmed.chars().anyMatch(Character::isISOControl)) {
            throw invalid("is empty, too long or holds control characters");
        }
        if (HAS_SCHEME.matcher(trimmed).matches()) {
            return parseUri(trimmed);
        }
        if (trimmed.startsWith("/")) {
            return new RepositoryUrl(GitProtocol.FILE, "", "", "", -1, trimmed, false);
        }
        var scp = SCP_FORM.matcher(trimmed);
        if (!scp.matches()) {
            throw invalid("has neither a scheme (https, http, ssh, file) nor the form user@host:path");
        }
        var user = Objects.requireNonNullElse(scp.group(1), "");
        return new RepositoryUrl(
                GitProtocol.SSH,
                user,
                "",
                lower(scp.group(2)),
                -1,
                absolute(scp.group(3)),
                !scp.group(3).startsWith("/"));
    }

    private static RepositoryUrl parseUri(String text) {
        var uri = uri(text);
        var protocol = GitProtocol.ofScheme(lower(uri.getScheme()))
                .orElseThrow(() ->
                        invalid("has the scheme " + uri.getScheme() + ", supported are https, http, ssh and file"));
        var path = Objects.requireNonNullElse(uri.getPath(), "");
        if (path.isEmpty() || path.equals("/")) {
            throw invalid("has no path");
        }
        if (protocol == GitProtocol.FILE) {
            return new RepositoryUrl(protocol, "", "", "", -1, path, false);
        }
        if (uri.getHost() == null) {
            throw invalid("has no host");
        }
        var userInfo = Objects.requireNonNullElse(uri.getUserInfo(), "");
        var colon = userInfo.indexOf(':');
        var user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        var password = colon < 0 ? "" : userInfo.substring(colon + 1);
        var port = uri.getPort() == protocol.defaultPort() ? -1 : uri.getPort();
        return new RepositoryUrl(protocol, user, password, lower(uri.getHost()), port, path, false);
    }

    private static URI uri(String text) {
        try {
            return new URI(text.replace(" ", "%20")).parseServerAuthority();
        } catch (URISyntaxException failure) {
            // The exception would quote the whole text, with a password perhaps.
            throw invalid("is not a well-formed URL near character " + failure.getIndex());
        }
    }

    /**
     * The repository that a submodule's URL names: relative ones ({@code ../other.git}) are resolved against this one, as Git does.
     *
     * @throws GitException {@link GitErrorCode#URL_INVALID}
     */
    public RepositoryUrl submodule(String url) {
        if (!url.startsWith("./") && !url.startsWith("../")) {
            return parse(url);
        }
        var base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        var rest = url;
        while (rest.startsWith("./") || rest.startsWith("../")) {
            if (rest.startsWith("./")) {
                rest = rest.substring(2);
                continue;
            }
            var slash = base.lastIndexOf('/');
            if (slash < 0) {
                throw new GitException(
                        GitErrorCode.URL_INVALID,
                        "The submodule URL " + url + " leads above the root of " + this + ". Correct .gitmodules.");
            }
            base = base.substring(0, slash);
            rest = rest.substring(3);
        }
        return new RepositoryUrl(protocol, user, password, host, port, base + "/" + rest, relativeToHome);
    }

    public GitProtocol protocol() {
        return protocol;
    }

    /** The user part, empty if there is none. */
    public String user() {
        return user;
    }

    public String host() {
        return host;
    }

    /** Never with a trailing slash lost or {@code .git} added: exactly what was written. */
    public String path() {
        return path;
    }

    /** The port, if it is not the protocol's usual one. */
    public Optional<Integer> port() {
        return port < 0 ? Optional.empty() : Optional.of(port);
    }

    /** What is used to log in: what the Secret says, else a user and password written into an http URL (which a Secret should hold instead). */
    public Credentials credentialsOr(Credentials given) {
        var useOwn = given instanceof Credentials.None && protocol.isHttp() && !password.isEmpty();
        return useOwn ? new Credentials.UsernamePassword(user, password) : given;
    }

    /**
     * What to connect to; free of passwords. The form {@code user@host:path} stays, since its path starts at the user's home: hosting services
     * make no difference, a plain ssh server does.
     */
    public String location() {
        if (relativeToHome) {
            return authority(user, host, port) + ":" + path.substring(1);
        }
        var visibleUser = protocol == GitProtocol.SSH ? user : "";
        return protocol.scheme() + "://" + authority(visibleUser, host, port) + escaped(path);
    }

    /** The form in which two URLs of one repository and protocol are alike. */
    public String identity() {
        return identity;
    }

    /**
     * The form that AppProject's {@code sourceRepos} are matched against: lower-case, without {@code .git}, {@code ssh://} cut, the scp form's
     * colon a slash (contracts §10; Argo CD's {@code NormalizeGitURL}). A password never is part of it.
     */
    public String projectForm() {
        var scheme = protocol == GitProtocol.SSH ? "" : protocol.scheme() + "://";
        return withoutGitSuffix(lower(scheme + authority(user, host, port) + escaped(path)));
    }

    /**
     * What webhooks are matched by: host and path, lower-case, whatever the scheme, user, port, or {@code ssh.} and {@code altssh.} before the
     * host (contracts §15). Empty for files.
     */
    public String webhookKey() {
        if (protocol == GitProtocol.FILE) {
            return "";
        }
        var bare = host.startsWith("altssh.") ? host.substring(7) : host.startsWith("ssh.") ? host.substring(4) : host;
        return lower(bare + withoutGitSuffix(withoutTrailingSlash(path)));
    }

    private String identityPath() {
        var plain = withoutTrailingSlash(path);
        return protocol == GitProtocol.FILE ? plain : withoutGitSuffix(plain);
    }

    private static String authority(String user, String host, int port) {
        return (user.isEmpty() ? "" : user + "@") + host + (port < 0 ? "" : ":" + port);
    }

    private static String absolute(String path) {
        return path.startsWith("/") ? path : "/" + path;
    }

    private static String withoutGitSuffix(String text) {
        return text.endsWith(".git") ? text.substring(0, text.length() - 4) : text;
    }

    private static String withoutTrailingSlash(String text) {
        return text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static String escaped(String path) {
        try {
            return new URI(null, null, path, null).getRawPath();
        } catch (URISyntaxException failure) {
            throw new IllegalStateException("a path that was read from a URL cannot be written into one", failure);
        }
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static GitException invalid(String why) {
        return new GitException(
                GitErrorCode.URL_INVALID,
                "The repository URL " + why
                        + ". Write it as https://host/path, ssh://user@host/path or user@host:path.");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RepositoryUrl url && identity.equals(url.identity);
    }

    @Override
    public int hashCode() {
        return identity.hashCode();
    }

    /** As it was written, but without password; of a user name in an http URL, which may be a token, only a sign that it was there. */
    @Override
    public String toString() {
        var visibleUser = protocol.isHttp() && !user.isEmpty() ? "***" : user;
        return protocol.scheme() + "://" + authority(visibleUser, host, port) + path;
    }
}
