package io.headwater.git;

import java.util.List;
import java.util.Map;

/**
 * Everything that the way to a repository needs beside its URL: who we are, and how the connection is made. Equal accesses share fetches.
 *
 * @param knownHosts lines in the form of OpenSSH's {@code known_hosts} ({@code argocd-ssh-known-hosts-cm})
 * @param ignoreHostKey accept any ssh host key
 * @param forceBasicAuthentication never fall back to asking without credentials where a server rejects them
 * @param lfs replace Git LFS pointers by their content
 * @param depth fetch no more than that many commits of history; 0 for all
 */
public record RepositoryAccess(
        Credentials credentials,
        Tls tls,
        HttpProxy proxy,
        String knownHosts,
        boolean ignoreHostKey,
        boolean forceBasicAuthentication,
        boolean lfs,
        int depth) {

    private static final RepositoryAccess ANONYMOUS =
            new RepositoryAccess(new Credentials.None(), Tls.STANDARD, HttpProxy.NONE, "", false, false, false, 0);

    /** Fields of Argo CD's Secret that mean a way to log in which is not built yet. */
    private static final List<String> UNSUPPORTED = List.of(
            "githubAppID",
            "githubAppInstallationID",
            "githubAppPrivateKey",
            "gcpServiceAccountKey",
            "azureServicePrincipalClientId",
            "azureServicePrincipalClientSecret",
            "azureServicePrincipalTenantId");

    public RepositoryAccess {
        if (depth < 0) {
            throw new IllegalArgumentException("depth must not be negative, was " + depth);
        }
    }

    public static RepositoryAccess anonymous() {
        return ANONYMOUS;
    }

    /**
     * Reads the fields of a repository Secret of Argo CD (contracts §12) that say how to reach it; others are left alone.
     *
     * @param data the Secret's data, decoded
     * @throws GitException {@link GitErrorCode#ACCESS_INVALID}, naming the field and never its value
     */
    public static RepositoryAccess fromSecretData(Map<String, String> data) {
        for (var field : UNSUPPORTED) {
            if (!value(data, field).isBlank()) {
                throw invalid(field, "is not supported; use a token as password, an ssh key or a bearerToken");
            }
        }
        if (flag(data, "useAzureWorkloadIdentity")) {
            throw invalid("useAzureWorkloadIdentity", "is not supported; use a token as password");
        }
        return new RepositoryAccess(
                credentials(data),
                tls(data),
                proxy(data),
                "",
                flag(data, "insecureIgnoreHostKey") || flag(data, "insecure"),
                flag(data, "forceHttpBasicAuth"),
                flag(data, "enableLfs"),
                depth(data));
    }

    private static Credentials credentials(Map<String, String> data) {
        if (!value(data, "sshPrivateKey").isBlank()) {
            return new Credentials.SshKey(value(data, "sshPrivateKey"));
        }
        if (!value(data, "bearerToken").isBlank()) {
            return new Credentials.BearerToken(value(data, "bearerToken").strip());
        }
        var username = value(data, "username");
        var password = value(data, "password");
        return username.isEmpty() && password.isEmpty()
                ? new Credentials.None()
                : new Credentials.UsernamePassword(username, password);
    }

    private static Tls tls(Map<String, String> data) {
        var certificate = value(data, "tlsClientCertData");
        var key = value(data, "tlsClientCertKey");
        if (certificate.isBlank() != key.isBlank()) {
            throw invalid(
                    certificate.isBlank() ? "tlsClientCertData" : "tlsClientCertKey",
                    "is missing; certificate and key go together");
        }
        if (!certificate.isBlank() && !certificate.contains("-----BEGIN CERTIFICATE-----")) {
            throw invalid("tlsClientCertData", "is not a PEM certificate");
        }
        return new Tls(flag(data, "insecure"), "", certificate, key);
    }

    private static HttpProxy proxy(Map<String, String> data) {
        try {
            return new HttpProxy(value(data, "proxy").strip(), value(data, "noProxy"));
        } catch (IllegalArgumentException failure) {
            throw invalid("proxy", "cannot be used: " + failure.getMessage());
        }
    }

    private static int depth(Map<String, String> data) {
        var text = value(data, "depth").strip();
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw invalid("depth", "must be a number of commits, 0 or more");
        }
        return Integer.parseInt(text);
    }

    /** As Go's strconv.ParseBool reads it, which Argo CD uses. */
    private static boolean flag(Map<String, String> data, String field) {
        return switch (value(data, field).strip()) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "", "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw invalid(field, "must be true or false");
        };
    }

    private static String value(Map<String, String> data, String field) {
        return data.getOrDefault(field, "");
    }

    private static GitException invalid(String field, String why) {
        return new GitException(
                GitErrorCode.ACCESS_INVALID, "The repository's Secret cannot be used: " + field + " " + why + ".");
    }

    public RepositoryAccess withCredentials(Credentials other) {
        return new RepositoryAccess(other, tls, proxy, knownHosts, ignoreHostKey, forceBasicAuthentication, lfs, depth);
    }

    public RepositoryAccess withTls(Tls other) {
        return new RepositoryAccess(
                credentials, other, proxy, knownHosts, ignoreHostKey, forceBasicAuthentication, lfs, depth);
    }

    /** Trusts these PEM certificates beside the platform's, unless the Secret says that any will do. */
    public RepositoryAccess withAuthorities(String certificates) {
        return withTls(new Tls(tls.insecure(), certificates, tls.clientCertificate(), tls.clientKey()));
    }

    public RepositoryAccess withProxy(HttpProxy other) {
        return new RepositoryAccess(
                credentials, tls, other, knownHosts, ignoreHostKey, forceBasicAuthentication, lfs, depth);
    }

    public RepositoryAccess withKnownHosts(String lines) {
        return new RepositoryAccess(
                credentials, tls, proxy, lines, ignoreHostKey, forceBasicAuthentication, lfs, depth);
    }

    public RepositoryAccess withLfs(boolean wanted) {
        return new RepositoryAccess(
                credentials, tls, proxy, knownHosts, ignoreHostKey, forceBasicAuthentication, wanted, depth);
    }

    public RepositoryAccess withDepth(int commits) {
        return new RepositoryAccess(
                credentials, tls, proxy, knownHosts, ignoreHostKey, forceBasicAuthentication, lfs, commits);
    }
}
