package io.headwater.catalog.core;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.KubernetesObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the hub holds, and what of it others have to be told.
 *
 * <p>Knows what was published before ({@link Published}), so that after a restart only the difference is. Nothing is declared gone before a complete
 * list lacks it; and applications wait until everything else was listed, since an unknown destination is a verdict, not a gap in knowledge.
 * A Secret that can't be read for a while leaves what it declared as it was, across a restart too. Settings and projects are told once by every catalog, and when
 * they change: nobody acts on an application without them, and after a crash they might stand in some partitions alone. The project {@code default} is told of as
 * Argo CD would make it where there is none.
 *
 * <p>Not thread-safe: confined to the catalog's event loop.
 */
public final class HubCatalog {

    private final Published published;
    private final String namespace;
    private final Map<ApplicationKey, KubernetesObject> applications = new TreeMap<>();
    private final Map<String, KubernetesObject> projects = new TreeMap<>();
    private final Map<String, ClusterFact> clustersBySecret = new TreeMap<>();
    private final Map<String, RepositoryFact> repositories = new TreeMap<>();
    private final Map<String, String> unreadableSecrets = new TreeMap<>();
    private final List<Fact> complaints = new ArrayList<>();
    private final Map<ApplicationKey, String> seenRefreshes = new HashMap<>();
    private final Set<Source> complete = new HashSet<>();
    private final Map<String, ProjectFact> toldProjects = new HashMap<>();
    private SettingsFact settings = SettingsFact.NONE;
    private @Nullable SettingsFact toldSettings;

    /** The lists that the catalog is made from. */
    public enum Source {
        APPLICATIONS,
        PROJECTS,
        SECRETS,
        /** The one ConfigMap, or none. */
        SETTINGS
    }

    /** @param namespace the control-plane namespace */
    public HubCatalog(Published published, String namespace) {
        this.published = published;
        this.namespace = namespace;
    }

    /** A complete list: whatever it lacks is gone. */
    public List<Fact> listed(Source source, Collection<KubernetesObject> objects) {
        switch (source) {
            case APPLICATIONS -> applications.clear();
            case PROJECTS -> projects.clear();
            case SECRETS -> forgetSecretsMissingFrom(objects);
            case SETTINGS -> settings = SettingsFact.NONE;
        }
        objects.forEach(object -> remember(source, object));
        complete.add(source);
        return news();
    }

    /** An object is there, new or changed. */
    public List<Fact> changed(Source source, KubernetesObject object) {
        remember(source, object);
        return source == Source.APPLICATIONS && isComplete() ? newsOf(object) : news();
    }

    /** An object was deleted. */
    public List<Fact> deleted(Source source, KubernetesObject object) {
        switch (source) {
            case APPLICATIONS -> applications.remove(ApplicationReader.keyOf(object));
            case PROJECTS -> projects.remove(object.name());
            case SECRETS -> forgetSecret(object.name());
            case SETTINGS -> settings = SettingsFact.NONE;
        }
        return news();
    }

    private void remember(Source source, KubernetesObject object) {
        switch (source) {
            case APPLICATIONS -> applications.put(ApplicationReader.keyOf(object), object);
            case PROJECTS -> projects.put(object.name(), object);
            case SECRETS -> rememberSecret(object);
            case SETTINGS -> settings = SettingsFact.of(object);
        }
    }

    private void rememberSecret(KubernetesObject secret) {
        switch (SecretReader.read(secret)) {
            case SecretReader.Declared.Cluster(var cluster) -> {
                forgetSecret(secret.name());
                clustersBySecret.put(secret.name(), cluster);
            }
            case SecretReader.Declared.Repository(var repository) -> {
                forgetSecret(secret.name());
                repositories.put(secret.name(), repository);
            }
            case SecretReader.Declared.Nothing() -> forgetSecret(secret.name());
            case SecretReader.Declared.Unreadable(var reason) -> keepSecret(secret.name(), reason);
        }
    }

    private void forgetSecret(String name) {
        clustersBySecret.remove(name);
        repositories.remove(name);
        unreadableSecrets.remove(name);
    }

    private void keepSecret(String name, String reason) {
        if (!clustersBySecret.containsKey(name) && !repositories.containsKey(name)) {
            published.clusterOf(name).ifPresent(cluster -> clustersBySecret.put(name, cluster));
            published.repositoryOf(name).ifPresent(repository -> repositories.put(name, repository));
        }
        if (!reason.equals(unreadableSecrets.put(name, reason))) {
            complaints.add(new Fact.SecretUnreadable(name, reason));
        }
    }

    private void forgetSecretsMissingFrom(Collection<KubernetesObject> secrets) {
        var names = secrets.stream().map(KubernetesObject::name).collect(Collectors.toSet());
        clustersBySecret.keySet().retainAll(names);
        repositories.keySet().retainAll(names);
        unreadableSecrets.keySet().retainAll(names);
    }

    private boolean isComplete() {
        return complete.size() == Source.values().length;
    }

    /** All that was not published as it is now. Clusters and projects come before the applications that need them, and go after them. */
    private List<Fact> news() {
        var news = new ArrayList<>(complaints);
        complaints.clear();
        if (complete.contains(Source.SETTINGS) && !settings.equals(toldSettings)) {
            toldSettings = settings;
            news.add(new Fact.SettingsSeen(settings));
        }
        if (complete.contains(Source.SECRETS)) {
            clusters().values().stream()
                    .filter(published::isNews)
                    .forEach(cluster -> news.add(new Fact.ClusterSeen(cluster)));
            repositories.values().stream()
                    .filter(published::isNews)
                    .forEach(repository -> news.add(new Fact.RepositorySeen(repository)));
        }
        if (complete.contains(Source.PROJECTS)) {
            projects().values().stream()
                    .filter(project -> !project.equals(toldProjects.put(project.name(), project)))
                    .forEach(project -> news.add(new Fact.ProjectSeen(project)));
            toldProjects.keySet().retainAll(projects().keySet());
        }
        if (isComplete()) {
            applications.values().forEach(application -> news.addAll(newsOf(application)));
            news.addAll(published.missingFrom(
                    applications.keySet(), projects().keySet(), clusters().keySet(), repositories.keySet()));
            seenRefreshes.keySet().retainAll(applications.keySet());
        }
        news.forEach(published::remember);
        return news;
    }

    private List<Fact> newsOf(KubernetesObject application) {
        var news = new ArrayList<Fact>();
        var fact =
                ApplicationReader.read(application, new Destinations(clusters().values(), projects.keySet()));
        if (published.isNews(fact)) {
            news.add(new Fact.ApplicationSeen(fact));
        }
        refreshOf(application, news);
        operationOf(application, news);
        news.forEach(published::remember);
        return news;
    }

    private void operationOf(KubernetesObject application, List<Fact> news) {
        ApplicationReader.operationOf(application).ifPresent(operation -> {
            if (operation.id().isEmpty()) {
                news.add(new Fact.OperationWithoutId(operation.application(), application.resourceVersion()));
            } else if (published.isNews(operation)) {
                news.add(new Fact.OperationRequested(operation));
            }
        });
    }

    private void refreshOf(KubernetesObject application, List<Fact> news) {
        var key = ApplicationReader.keyOf(application);
        var refresh = application.annotation(ApplicationReader.REFRESH).orElse("");
        if (refresh.isEmpty()) {
            seenRefreshes.remove(key);
        } else if (!Objects.equals(seenRefreshes.put(key, refresh), refresh)) {
            var urls = ApplicationReader.repositoryUrls(ApplicationReader.specOf(application));
            news.add(new Fact.RefreshRequested(key, urls, refresh));
        }
    }

    /** All clusters by the URL of their API server; the hub's own is among them. */
    private Map<String, ClusterFact> clusters() {
        var clusters = new TreeMap<String, ClusterFact>();
        clusters.put(ClusterFact.HUB_SERVER, ClusterFact.hub());
        clustersBySecret.values().forEach(cluster -> clusters.put(cluster.server(), cluster));
        return clusters;
    }

    /** All projects by name; the one that everybody may use is among them. */
    private Map<String, ProjectFact> projects() {
        var facts = new TreeMap<String, ProjectFact>();
        facts.put(Destinations.DEFAULT_PROJECT, ProjectFact.unrestricted(namespace, Destinations.DEFAULT_PROJECT));
        projects.values().forEach(project -> facts.put(project.name(), ProjectFact.of(project)));
        return facts;
    }
}
