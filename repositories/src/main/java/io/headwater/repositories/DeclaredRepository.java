package io.headwater.repositories;

import io.headwater.git.GitException;
import io.headwater.git.RepositoryUrl;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A repository, or a prefix of repositories, that a Secret on the hub declares. */
public final class DeclaredRepository {

    private final String project;
    private final SecretReference secret;
    private final @Nullable RepositoryUrl repository;
    private final @Nullable String prefix;

    private DeclaredRepository(
            String project, SecretReference secret, @Nullable RepositoryUrl repository, @Nullable String prefix) {
        this.project = project;
        this.secret = secret;
        this.repository = repository;
        this.prefix = prefix;
    }

    /**
     * A repository. With a URL that is none, it is for no repository.
     *
     * @param project the project that alone may use it; empty for all
     */
    public static DeclaredRepository of(String url, String project, SecretReference secret) {
        return new DeclaredRepository(project, secret, parsed(url).orElse(null), null);
    }

    /**
     * A template for all repositories whose URL begins so.
     *
     * @param project the project that alone may use it; empty for all
     */
    public static DeclaredRepository template(String url, String project, SecretReference secret) {
        var prefix = parsed(url).map(RepositoryUrl::projectForm).orElseGet(() -> hostAlone(url));
        return new DeclaredRepository(project, secret, null, prefix);
    }

    private static Optional<RepositoryUrl> parsed(String url) {
        try {
            return Optional.of(RepositoryUrl.parse(url));
        } catch (GitException malformed) {
            return Optional.empty();
        }
    }

    /** A template may name a host alone, which is no repository's URL. */
    private static String hostAlone(String url) {
        var text = url.strip().toLowerCase(Locale.ROOT);
        var bare = text.startsWith("ssh://") ? text.substring("ssh://".length()) : text;
        return bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    }

    public String project() {
        return project;
    }

    public SecretReference secret() {
        return secret;
    }

    /** Whether an application of a project may use it. */
    boolean mayBeUsedBy(String other) {
        return project.isEmpty() || project.equals(other);
    }

    boolean isFor(RepositoryUrl url) {
        return url.equals(repository);
    }

    /** The length of the prefix by which this template applies to a URL; empty if it does not apply, or is none. */
    Optional<Integer> prefixLength(RepositoryUrl url) {
        var whole = url.projectForm();
        return prefix != null && !prefix.isEmpty() && whole.startsWith(prefix) && isWholeHost(prefix, whole)
                ? Optional.of(prefix.length())
                : Optional.empty();
    }

    /** A prefix may end within a path, as with Argo CD, but not within a host: credentials would go to whoever owns a host that begins so. */
    private static boolean isWholeHost(String prefix, String whole) {
        var scheme = prefix.indexOf("://");
        var hostAlone = prefix.indexOf('/', scheme < 0 ? 0 : scheme + 3) < 0;
        return !hostAlone || whole.length() == prefix.length() || "/:".indexOf(whole.charAt(prefix.length())) >= 0;
    }
}
