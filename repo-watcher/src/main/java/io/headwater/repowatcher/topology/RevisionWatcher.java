package io.headwater.repowatcher.topology;

import io.headwater.git.GitException;
import io.headwater.git.RepositoryUrl;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.repositories.ApplicationSource;
import io.headwater.repositories.RepositoryDirectory;
import io.headwater.repositories.RepositoryRecords;
import io.headwater.repowatcher.core.Answer;
import io.headwater.repowatcher.core.Pace;
import io.headwater.repowatcher.core.Push;
import io.headwater.repowatcher.core.Reaction;
import io.headwater.repowatcher.core.RemoteRepositories;
import io.headwater.repowatcher.core.RepositoryPlace;
import io.headwater.repowatcher.core.RepositoryWatch;
import io.headwater.repowatcher.core.SourceKey;
import io.headwater.repowatcher.core.Verdict;
import io.headwater.repowatcher.core.Verdict.Outcome;
import io.headwater.repowatcher.core.WatchedSource;
import io.headwater.repowatcher.kafka.FollowedApplication;
import io.headwater.repowatcher.kafka.WatcherRecords;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.runtime.kafka.Publisher;
import io.headwater.runtime.kafka.StateListener;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.runtime.kafka.UnitOwnership.Owner;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.WebhookReceived;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Keeps each source with the watch of its repository, and lets the watches react to pushes, answers and timers. Only on one event loop.
 *
 * <p>Nothing is done before everything is known: all topics restored, the end of the webhooks found, and the units given out. Then each repository
 * is asked once, which covers what happened while nobody listened.
 */
final class RevisionWatcher implements StateListener {

    private static final Duration REPAIR = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final Publisher publisher;
    private final RemoteRepositories servers;
    private final RepositoryDirectory directory;
    private final Runnable forgetCredentials;
    private final Pace pace;
    private final Clock clock;
    private final RandomGenerator random;
    private final Announcements announcements;
    private final Map<ApplicationKey, FollowedApplication> applications = new HashMap<>();
    private final Set<ApplicationKey> removed = new HashSet<>();
    private final Map<ApplicationKey, Set<SourceKey>> placed = new HashMap<>();
    private final Map<SourceKey, RepositoryPlace> places = new HashMap<>();
    private final Map<SourceKey, Verdict> refusals = new HashMap<>();
    private final Map<RepositoryPlace, WatchedRepository> repositories = new HashMap<>();
    private final Set<WatchedRepository> concerned = new HashSet<>();
    private boolean restored;
    private boolean listening;
    private boolean owning;
    private volatile boolean working;
    private Owner owner = new Owner(Set.of());

    /** @param forgetCredentials to be run when a credential may have changed */
    RevisionWatcher(
            EventLoop loop,
            Publisher publisher,
            RemoteRepositories servers,
            RepositoryDirectory directory,
            Runnable forgetCredentials,
            Pace pace,
            Clock clock) {
        this.loop = loop;
        this.publisher = publisher;
        this.servers = servers;
        this.directory = directory;
        this.forgetCredentials = forgetCredentials;
        this.pace = pace;
        this.clock = clock;
        this.random = pace.random();
        this.announcements = new Announcements(loop, publisher, clock, servers, this::verdict);
    }

    boolean isReady() {
        return working;
    }

    @Override
    public void restore(TopicRecord record) {
        take(record);
    }

    @Override
    public void begin() {
        restored = true;
        placeAll();
    }

    @Override
    public void changed(TopicRecord record) {
        take(record);
        if (!working) {
            return;
        }
        if (record.topic().equals(Topics.REPOSITORIES)) {
            placeAll();
        } else if (record.topic().equals(Topics.APPLICATIONS)) {
            RecordKeys.applicationOf(record.key()).ifPresent(this::place);
            askConcerned();
        }
    }

    private void take(TopicRecord record) {
        if (record.topic().equals(Topics.APPLICATIONS)) {
            takeApplication(record);
        } else if (record.topic().equals(Topics.REPOSITORIES)) {
            RepositoryRecords.take(record, directory);
            forgetCredentials.run();
        } else {
            // Somebody else wrote last, who was slower than his loss of the repository: what is decided here counts.
            announcements.seen(record).ifPresent(source -> loop.schedule(REPAIR, () -> announcements.publish(source)));
        }
    }

    private void takeApplication(TopicRecord record) {
        var key = RecordKeys.applicationOf(record.key()).orElseThrow();
        switch (record.content()) {
            case Content.Present(ApplicationObserved observed) -> {
                applications.put(key, WatcherRecords.application(observed));
                removed.remove(key);
            }
            case Content.Removed() -> {
                applications.remove(key);
                removed.add(key);
            }
            case Content.Present _, Content.Unreadable() -> {}
        }
    }

    /** This instance looks after other repositories than before. */
    void owns(Owner newOwner) {
        owner = newOwner;
        owning = true;
        placeAll();
    }

    /** Receives webhooks. */
    StateListener webhooks() {
        return new StateListener() {
            @Override
            public void restore(TopicRecord record) {
                throw new IllegalStateException("webhooks are followed from their end");
            }

            @Override
            public void begin() {
                listening = true;
                placeAll();
            }

            @Override
            public void changed(TopicRecord record) {
                if (working && record.content() instanceof Content.Present(WebhookReceived received)) {
                    pushed(received.getRepositoryUrls(), WatcherRecords.push(received));
                }
            }
        };
    }

    /** A server names its repository by any of its URLs; somebody who wishes a look names just the one that is followed, which may be a file. */
    private void pushed(List<String> urls, Push push) {
        var named = urls.stream().flatMap(url -> parsed(url).stream()).collect(Collectors.toSet());
        var keys = named.stream()
                .map(RepositoryUrl::webhookKey)
                .filter(key -> !key.isEmpty())
                .collect(Collectors.toSet());
        for (var repository : List.copyOf(repositories.values())) {
            var url = repository.place().url();
            if (named.contains(url) || keys.contains(url.webhookKey())) {
                react(repository, repository.watch().pushed(push));
            }
        }
        askConcerned();
    }

    private static Optional<RepositoryUrl> parsed(String url) {
        try {
            return Optional.of(RepositoryUrl.parse(url));
        } catch (GitException malformed) {
            return Optional.empty();
        }
    }

    private void placeAll() {
        working = restored && listening && owning;
        if (working) {
            applications.keySet().forEach(this::place);
            removed.forEach(this::place);
            askConcerned();
        }
    }

    /** Gives each source of an application to the watch of its repository, and takes it from any other. */
    private void place(ApplicationKey key) {
        var kept = new HashSet<SourceKey>();
        var application = applications.get(key);
        if (application != null) {
            for (var source : application.sources()) {
                var watched = watched(application, source);
                var target = SourceTarget.of(source, application.project(), directory);
                kept.add(watched.key());
                if (owner.owns(target.unit())) {
                    place(watched, target);
                } else {
                    leave(watched.key());
                }
            }
        }
        for (var known : announcements.publishedOf(key)) {
            if (!kept.contains(known)) {
                leave(known);
                withdrawIfOwned(known);
            }
        }
        placed.getOrDefault(key, Set.of()).stream()
                .filter(source -> !kept.contains(source))
                .forEach(this::leave);
        placed.put(key, kept);
    }

    private static WatchedSource watched(FollowedApplication application, ApplicationSource source) {
        return new WatchedSource(
                new SourceKey(application.key(), source.index()),
                application.specDigest(),
                source.repositoryUrl(),
                source.targetRevision(),
                source.path());
    }

    private void place(WatchedSource source, SourceTarget target) {
        switch (target) {
            case SourceTarget.Nowhere(var unit, var failure) -> {
                leave(source.key());
                refusals.put(source.key(), source.verdict(new Outcome.Failed(failure)));
                announcements.publish(source.key());
            }
            case SourceTarget.InRepository(var unit, var place) -> {
                if (!place.equals(places.get(source.key()))) {
                    leave(source.key());
                    places.put(source.key(), place);
                }
                follow(source, repositories.computeIfAbsent(place, this::repository));
            }
        }
    }

    private WatchedRepository repository(RepositoryPlace place) {
        return new WatchedRepository(place, new RepositoryWatch(pace));
    }

    private void follow(WatchedSource source, WatchedRepository repository) {
        var known = repository.watch().source(source.key());
        if (!known.equals(Optional.of(source))) {
            react(repository, repository.watch().follow(source, announcements.published(source.key())));
        }
    }

    private void leave(SourceKey key) {
        refusals.remove(key);
        var place = places.remove(key);
        var repository = place == null ? null : repositories.get(place);
        if (repository != null) {
            repository.watch().unfollow(key);
            if (repository.watch().isAbandoned()) {
                repository.stop();
                repositories.remove(repository.place());
            }
        }
    }

    private void withdrawIfOwned(SourceKey key) {
        announcements
                .published(key)
                .filter(verdict -> owner.owns(SourceTarget.unitOf(verdict.repositoryUrl())))
                .ifPresent(verdict -> announcements.withdraw(key));
    }

    private void react(WatchedRepository repository, Reaction reaction) {
        concerned.add(repository);
        for (var movement : reaction.movements()) {
            publisher.send(
                    Topics.COMMITS,
                    repository.place().url().identity(),
                    WatcherRecords.record(movement, repository.place().url(), clock.instant()));
        }
        announcements.publish(
                repository.place(),
                reaction.decided().stream()
                        .flatMap(key -> repository.watch().source(key).stream())
                        .toList());
        reaction.askIn()
                .ifPresent(delay -> repository.schedule(loop, delay, random, () -> {
                    repository.watch().due();
                    ask(repository);
                }));
    }

    private void askConcerned() {
        concerned.forEach(this::ask);
        concerned.clear();
    }

    private void ask(WatchedRepository repository) {
        repository
                .watch()
                .beginAsking()
                .ifPresent(targets -> loop.offload(() -> {
                    var answer = servers.ask(repository.place(), targets);
                    loop.execute(() -> answered(repository, answer));
                }));
    }

    private void answered(WatchedRepository repository, Answer answer) {
        if (repositories.get(repository.place()) == repository) {
            react(repository, repository.watch().answered(answer));
            askConcerned();
        }
    }

    private Optional<Verdict> verdict(SourceKey key) {
        var place = places.get(key);
        var repository = place == null ? null : repositories.get(place);
        return repository == null
                ? Optional.ofNullable(refusals.get(key))
                : repository.watch().verdict(key);
    }
}
