package io.headwater.catalog.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headwater.catalog.core.ClusterFact.SecretVersion;
import io.headwater.kubernetes.KubernetesObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads what Argo CD's labelled Secrets declare, but never their credentials.
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/">Argo CD: declarative setup</a>
 */
final class SecretReader {

    private static final String TYPE = "argocd.argoproj.io/secret-type";

    private SecretReader() {}

    /** What a Secret declares. */
    sealed interface Declared {
        record Cluster(ClusterFact cluster) implements Declared {}

        record Repository(RepositoryFact repository) implements Declared {}

        /** It is none of the kinds that are read here. */
        record Nothing() implements Declared {}

        /** It can't be read: what it declared before still holds. */
        record Unreadable(String reason) implements Declared {}
    }

    static Declared read(KubernetesObject secret) {
        return switch (secret.labels().getOrDefault(TYPE, "")) {
            case "cluster" -> cluster(secret);
            case "repository" -> repository(secret, false);
            case "repo-creds" -> repository(secret, true);
            default -> new Declared.Nothing();
        };
    }

    private static Declared cluster(KubernetesObject secret) {
        try {
            var server = Destinations.withoutSlash(text(secret, "server").orElse(""));
            if (server.isEmpty() || !isUrl(server)) {
                return new Declared.Unreadable(
                        "data.server is not the URL of an API server, written without user and password");
            }
            return new Declared.Cluster(new ClusterFact(
                    server,
                    text(secret, "name").filter(name -> !name.isEmpty()).orElse(server),
                    text(secret, "project").orElse(""),
                    list(text(secret, "namespaces").orElse("")),
                    text(secret, "clusterResources").orElse("").equals("true"),
                    Optional.of(new SecretVersion(secret.name(), secret.resourceVersion()))));
        } catch (IllegalArgumentException e) {
            return new Declared.Unreadable("its data is not base64");
        }
    }

    private static Declared repository(KubernetesObject secret, boolean template) {
        try {
            var url = text(secret, "url").map(UrlPasswords::withoutLogin).orElse("");
            if (url.isEmpty()) {
                return new Declared.Unreadable("data.url is missing");
            }
            if (url.contains("://") && !url.startsWith("file:") && !isUrl(url)) {
                return new Declared.Unreadable("data.url is not a URL");
            }
            return new Declared.Repository(new RepositoryFact(
                    url,
                    text(secret, "type").orElse("git"),
                    template,
                    text(secret, "project").orElse(""),
                    secret.name(),
                    secret.resourceVersion()));
        } catch (IllegalArgumentException e) {
            return new Declared.Unreadable("its data is not base64");
        }
    }

    private static Optional<String> text(KubernetesObject secret, String key) {
        var plain = secret.tree().path("stringData").path(key);
        if (plain.isTextual()) {
            return Optional.of(plain.asText());
        }
        var encoded = secret.tree().path("data").path(key);
        return encoded.isTextual()
                ? Optional.of(new String(Base64.getDecoder().decode(encoded.asText()), UTF_8).strip())
                : Optional.empty();
    }

    private static List<String> list(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private static boolean hasLogin(URI uri) {
        return uri.getUserInfo() != null && !"ssh".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean isUrl(String text) {
        try {
            var uri = new URI(text);
            return uri.getScheme() != null && uri.getHost() != null && !hasLogin(uri);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
