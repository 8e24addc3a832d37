package io.headwater.catalog.core;

import io.headwater.kubernetes.ApplicationKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What others were told already.
 *
 * <p>Filled from the catalog's own topics when it starts, by {@link #remember}, and kept with every fact that is published.
 */
public final class Published {

    private final Map<ApplicationKey, ApplicationFact> applications = new TreeMap<>();
    private final Map<String, ProjectFact> projects = new TreeMap<>();
    private final Map<String, RepositoryFact> repositories = new TreeMap<>();
    private final Map<String, ClusterFact> clusters = new TreeMap<>();
    private final Map<ApplicationKey, String> operations = new HashMap<>();

    /** Takes note of a fact that stands on a topic, or is about to. */
    public void remember(Fact fact) {
        switch (fact) {
            case Fact.ApplicationSeen(var application) -> applications.put(application.key(), application);
            case Fact.ApplicationGone(var key) -> applications.remove(key);
            case Fact.ProjectSeen(var project) -> projects.put(project.name(), project);
            case Fact.ProjectGone(var namespace, var name) -> projects.remove(name);
            case Fact.RepositorySeen(var repository) -> repositories.put(repository.secretName(), repository);
            case Fact.RepositoryGone(var secretName) -> repositories.remove(secretName);
            case Fact.ClusterSeen(var cluster) -> clusters.put(cluster.server(), cluster);
            case Fact.ClusterGone(var server) -> clusters.remove(server);
            case Fact.OperationRequested(var operation) -> operations.put(operation.application(), operation.id());
            case Fact.OperationWithoutId _, Fact.RefreshRequested _, Fact.SecretUnreadable _, Fact.SettingsSeen _ -> {}
        }
    }

    /** The cluster that a Secret declared when it could last be read. */
    Optional<ClusterFact> clusterOf(String secretName) {
        return clusters.values().stream()
                .filter(cluster -> cluster.secret()
                        .filter(secret -> secret.name().equals(secretName))
                        .isPresent())
                .findFirst();
    }

    /** The repository that a Secret declared when it could last be read. */
    Optional<RepositoryFact> repositoryOf(String secretName) {
        return Optional.ofNullable(repositories.get(secretName));
    }

    boolean isNews(ApplicationFact application) {
        var before = applications.get(application.key());
        return before == null || !before.saysTheSameAs(application);
    }

    boolean isNews(RepositoryFact repository) {
        return !repository.equals(repositories.get(repository.secretName()));
    }

    boolean isNews(ClusterFact cluster) {
        return !cluster.equals(clusters.get(cluster.server()));
    }

    boolean isNews(RequestedOperation operation) {
        return !operation.id().equals(operations.get(operation.application()));
    }

    /** What was published and is there no more. */
    List<Fact> missingFrom(
            Set<ApplicationKey> presentApplications,
            Set<String> presentProjects,
            Set<String> presentClusters,
            Set<String> presentRepositories) {
        var gone = new ArrayList<Fact>();
        applications.keySet().stream()
                .filter(key -> !presentApplications.contains(key))
                .forEach(key -> gone.add(new Fact.ApplicationGone(key)));
        projects.values().stream()
                .filter(project -> !presentProjects.contains(project.name()))
                .forEach(project -> gone.add(new Fact.ProjectGone(project.namespace(), project.name())));
        clusters.keySet().stream()
                .filter(server -> !presentClusters.contains(server))
                .forEach(server -> gone.add(new Fact.ClusterGone(server)));
        repositories.keySet().stream()
                .filter(secretName -> !presentRepositories.contains(secretName))
                .forEach(secretName -> gone.add(new Fact.RepositoryGone(secretName)));
        return gone;
    }
}
