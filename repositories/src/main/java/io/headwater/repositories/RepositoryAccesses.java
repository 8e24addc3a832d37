package io.headwater.repositories;

import io.headwater.git.GitException;
import io.headwater.git.GitProtocol;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way to each repository: reads the Secrets that a chain names, and whom to trust, once for each version of the Secrets. Thread-safe; may wait
 * for the hub.
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-repo-creds-yaml/">Argo CD: repository credentials</a>
 */
public final class RepositoryAccesses {

    private static final Set<String> CREDENTIALS = Set.of(
            "username",
            "password",
            "bearerToken",
            "sshPrivateKey",
            "tlsClientCertData",
            "githubAppPrivateKey",
            "gcpServiceAccountKey");

    /** What else is taken from a template where the repository's own Secret has no credentials. */
    private static final Set<String> INHERITED_BESIDES = Set.of(
            "tlsClientCertKey",
            "githubAppID",
            "githubAppInstallationID",
            "githubAppEnterpriseBaseUrl",
            "azureServicePrincipalClientId",
            "azureServicePrincipalClientSecret",
            "azureServicePrincipalTenantId",
            "useAzureWorkloadIdentity",
            "forceHttpBasicAuth",
            "proxy",
            "noProxy");

    private final RepositorySettings settings;
    private final Map<Way, RepositoryAccess> known = new ConcurrentHashMap<>();

    private record Way(GitProtocol protocol, String host, CredentialChain chain) {}

    public RepositoryAccesses(RepositorySettings settings) {
        this.settings = settings;
    }

    /**
     * The way to a repository.
     *
     * @throws RepositoriesException if the hub's settings can't be read
     * @throws GitException if what they hold can't be used
     */
    public RepositoryAccess of(RepositoryUrl url, CredentialChain chain) {
        var way = new Way(url.protocol(), url.host(), chain);
        var access = known.get(way);
        if (access == null) {
            access = trusting(RepositoryAccess.fromSecretData(data(chain)), url);
            known.put(way, access);
        }
        return access;
    }

    /** Forgets what was read, since credentials that were replaced must not stay in memory. */
    public void forget() {
        known.clear();
    }

    /** To be told of a failure on the way to a repository: if what was read from the hub may be to blame, it is read anew the next time. */
    public void failed(GitException failure) {
        switch (failure.code()) {
            case AUTHENTICATION, PERMISSION, NOT_FOUND, HOST_KEY, TLS -> forget();
            case URL_INVALID,
                    ACCESS_INVALID,
                    UNREACHABLE,
                    TIMEOUT,
                    SERVER_ERROR,
                    NOT_GIT,
                    REVISION_UNKNOWN,
                    PATH_MISSING,
                    LINK_INVALID,
                    SUBMODULE_INVALID,
                    LFS_INVALID,
                    TOO_LARGE,
                    CORRUPT,
                    CLOSED,
                    STORAGE,
                    IN_USE -> {}
        }
    }

    private RepositoryAccess trusting(RepositoryAccess access, RepositoryUrl url) {
        return switch (url.protocol()) {
            case SSH -> access.ignoreHostKey() ? access : access.withKnownHosts(settings.knownHosts());
            case HTTPS -> {
                var certificates = access.tls().insecure() ? "" : settings.certificatesFor(url.host());
                yield certificates.isBlank() ? access : access.withAuthorities(certificates);
            }
            case HTTP, FILE -> access;
        };
    }

    private Map<String, String> data(CredentialChain chain) {
        var data = new HashMap<String, String>();
        chain.repository().ifPresent(secret -> data.putAll(read(secret)));
        if (!hasCredentials(data)) {
            chain.template().ifPresent(template -> read(template).forEach((field, value) -> {
                if (isInherited(field) && data.getOrDefault(field, "").isBlank()) {
                    data.put(field, value);
                }
            }));
        }
        return data;
    }

    /** What a Secret holds; user and password that are written into its URL alone are credentials like any other. */
    private Map<String, String> read(SecretReference secret) {
        var data = new HashMap<>(settings.secret(secret));
        var login = hasCredentials(data) ? "" : loginIn(data.getOrDefault("url", ""));
        var colon = login.indexOf(':');
        if (colon >= 0) {
            data.put("username", login.substring(0, colon));
            data.put("password", login.substring(colon + 1));
        }
        return data;
    }

    private static String loginIn(String url) {
        try {
            var uri = new URI(url.strip());
            var isHttp = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return isHttp ? Objects.requireNonNullElse(uri.getUserInfo(), "") : "";
        } catch (URISyntaxException notOne) {
            return "";
        }
    }

    private static boolean hasCredentials(Map<String, String> data) {
        return CREDENTIALS.stream()
                .anyMatch(field -> !data.getOrDefault(field, "").isBlank());
    }

    private static boolean isInherited(String field) {
        return CREDENTIALS.contains(field) || INHERITED_BESIDES.contains(field);
    }
}
