package io.headwater.repositories;

import io.headwater.git.RepositoryUrl;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The repositories that the hub has credentials or settings for. Thread-safe.
 *
 * <p>As Argo CD looks them up: the Secret of the application's project comes before one for all projects; of the templates the longest prefix
 * counts, and only where the repository's own Secret has no credentials.
 */
public final class RepositoryDirectory {

    private static final Comparator<DeclaredRepository> BY_NAME = Comparator.comparing(
            (DeclaredRepository repository) -> repository.secret().name(), Comparator.reverseOrder());

    private final Map<String, DeclaredRepository> declared = new ConcurrentHashMap<>();

    /** @param key {@code namespace/name} of the Secret */
    public void put(String key, DeclaredRepository repository) {
        declared.put(key, repository);
    }

    public void remove(String key) {
        declared.remove(key);
    }

    /** Where the credentials stand with which an application of a project reads a repository. */
    public CredentialChain chainFor(RepositoryUrl url, String project) {
        var own = declared.values().stream()
                .filter(repository -> repository.mayBeUsedBy(project) && repository.isFor(url))
                .max(Comparator.comparing((DeclaredRepository repository) ->
                                repository.project().equals(project))
                        .thenComparing(BY_NAME));
        var template = declared.values().stream()
                .filter(repository -> repository.mayBeUsedBy(project)
                        && repository.prefixLength(url).isPresent())
                .max(Comparator.comparing((DeclaredRepository repository) ->
                                repository.prefixLength(url).orElse(0))
                        .thenComparing(BY_NAME));
        return new CredentialChain(own.map(DeclaredRepository::secret), template.map(DeclaredRepository::secret));
    }
}
