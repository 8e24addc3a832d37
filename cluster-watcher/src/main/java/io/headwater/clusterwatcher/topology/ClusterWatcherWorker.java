package io.headwater.clusterwatcher.topology;

import io.headwater.clusterwatcher.ClusterWatcherConfig;
import io.headwater.clusterwatcher.core.ClusterContents;
import io.headwater.clusterwatcher.core.Interests;
import io.headwater.clusterwatcher.core.UpdateFilter;
import io.headwater.clusterwatcher.kafka.LivePublisher;
import io.headwater.clusterwatcher.kafka.ObservedRecords;
import io.headwater.clusterwatcher.kubernetes.Scope;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ignore.IgnoreProblem;
import io.headwater.kubernetes.project.OrphanRules;
import io.headwater.runtime.cluster.ClusterLookup;
import io.headwater.runtime.cluster.Clusters;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.runtime.kafka.StateListener;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.runtime.kafka.UnitOwnership.Owner;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.ClusterDiscovered;
import io.headwater.schemas.avro.ClusterObserved;
import io.headwater.schemas.avro.DesiredObject;
import io.headwater.schemas.avro.Failure;
import io.headwater.schemas.avro.KindCompleted;
import io.headwater.schemas.avro.LiveObject;
import io.headwater.schemas.avro.ObjectOrphaned;
import io.headwater.schemas.avro.ProjectObserved;
import io.headwater.schemas.avro.SettingsObserved;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster-watcher at work, confined to one event loop: keeps who is interested in what, and a session per cluster.
 *
 * <p>While topics are restored nothing is watched, so that what was published before is known when the first list comes.
 */
final class ClusterWatcherWorker implements StateListener, AutoCloseable {

    static final List<Topic> TOPICS = List.of(
            Topics.APPLICATIONS,
            Topics.PROJECTS,
            Topics.SETTINGS,
            Topics.DESIRED,
            Topics.CLUSTERS,
            Topics.LIVE,
            Topics.ORPHANS);

    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatcherWorker.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Clusters clusters;
    private final LivePublisher publisher;
    private final EventLoop loop;
    private final Clock clock;
    private final ClusterWatcherConfig config;
    private final Function<KubernetesObject, Optional<ApplicationKey>> tracking;
    private final Interests interests = new Interests(new UpdateFilter(ClusterWatcherWorker::reportCostly));
    private final Map<String, ClusterObserved> known = new HashMap<>();
    private final Map<String, ClusterContents> contents = new HashMap<>();
    private final Map<String, ClusterSession> sessions = new HashMap<>();
    private Owner owner = new Owner(Set.of());
    private boolean begun;
    private volatile boolean settled;

    ClusterWatcherWorker(
            Clusters clusters,
            LivePublisher publisher,
            EventLoop loop,
            Clock clock,
            ClusterWatcherConfig config,
            Function<KubernetesObject, Optional<ApplicationKey>> tracking) {
        this.clusters = clusters;
        this.publisher = publisher;
        this.loop = loop;
        this.clock = clock;
        this.config = config;
        this.tracking = tracking;
    }

    /** Whether what the clusters hold is known, as far as it can be. */
    boolean isReady() {
        loop.execute(() -> settled = begun && sessions.values().stream().allMatch(ClusterSession::isSettled));
        return settled;
    }

    void ownershipChanged(Owner changed) {
        owner = changed;
        sessions.values().forEach(session -> session.ownershipChanged(changed));
    }

    @Override
    public void restore(TopicRecord record) {
        take(record);
    }

    @Override
    public void begin() {
        begun = true;
        known.values().forEach(this::open);
    }

    @Override
    public void changed(TopicRecord record) {
        take(record);
    }

    @Override
    public void close() {
        sessions.values().forEach(ClusterSession::close);
        sessions.clear();
    }

    private void take(TopicRecord record) {
        switch (record.content()) {
            case Content.Present(var value) -> {
                switch (value) {
                    case ApplicationObserved application -> placed(application);
                    case DesiredObject desired -> desired(record.key(), desired);
                    case ClusterObserved cluster -> clusterChanged(record, cluster);
                    case LiveObject live -> published(live);
                    case ObjectOrphaned orphan -> orphaned(orphan);
                    case ProjectObserved project ->
                        monitor(record, project.getName(), ObservedRecords.orphanRulesOf(project));
                    case SettingsObserved settings -> look(record.partition(), settings);
                    case KindCompleted completed ->
                        contentsOf(completed.getCluster())
                                .sawEpoch(ObservedRecords.kindOf(completed), completed.getEpoch());
                    case ClusterDiscovered discovered ->
                        contentsOf(discovered.getCluster()).sawDiscoveryEpoch(discovered.getEpoch());
                    default -> {}
                }
            }
            case Content.Removed() -> removed(record);
            // What it said is unknown, which changes nothing about what is watched.
            case Content.Unreadable() -> {}
        }
    }

    /** The settings stand in every partition; those of one are enough. */
    private void look(int partition, SettingsObserved settings) {
        if (partition != 0) {
            return;
        }
        interests.updates().ignore(ObservedRecords.ignoredUpdates(settings));
        if (interests.look(ObservedRecords.filterOf(settings))) {
            sessions.values().forEach(ClusterSession::filterChanged);
        }
    }

    private static void reportCostly(IgnoreProblem problem) {
        LOG.atWarn()
                .addKeyValue("rule", problem.display())
                .log("A rule about updates costs more than it may and is left out until it is changed");
    }

    private void removed(TopicRecord record) {
        if (record.topic().equals(Topics.CLUSTERS)) {
            clusters.removed(record.key());
            known.remove(record.key());
            closeSession(record.key());
        } else if (record.topic().equals(Topics.PROJECTS)) {
            monitor(record, record.key().substring(record.key().indexOf('/') + 1), Optional.empty());
        } else {
            RecordKeys.applicationOf(record.key()).ifPresent(application -> removed(record, application));
        }
    }

    private void removed(TopicRecord record, ApplicationKey application) {
        if (record.topic().equals(Topics.APPLICATIONS)) {
            var concerned = concerning(application);
            interests.displace(application);
            concerned.forEach(ClusterSession::reconsider);
        } else if (record.topic().equals(Topics.DESIRED)) {
            RecordKeys.digestOf(record.key())
                    .flatMap(digest -> interests.undesire(application, digest))
                    .ifPresent(reference ->
                            reconsider(application, ObservedRecords.candidates(reference, interests, application)));
        } else if (record.topic().equals(Topics.LIVE)) {
            var key = RecordKeys.objectOf(record.key());
            contents.forEach((server, held) -> {
                if (!isWatchedHere(server, key)) {
                    held.of(key.groupKind()).wasWithdrawn(application, key);
                }
            });
        } else if (record.topic().equals(Topics.ORPHANS)) {
            var key = RecordKeys.objectOf(record.key());
            contents.forEach((server, held) -> {
                if (!isWatchedHere(server, key)) {
                    held.of(key.groupKind()).wasAdopted(application, key);
                }
            });
        }
    }

    /** Projects stand in every partition; those of one are enough. */
    private void monitor(TopicRecord record, String project, Optional<OrphanRules> rules) {
        if (record.partition() == 0) {
            interests.monitor(project, rules).forEach(application -> concerning(application)
                    .forEach(ClusterSession::reconsider));
        }
    }

    private void placed(ApplicationObserved observed) {
        var application = ObservedRecords.applicationOf(observed.getApplication());
        var placement = ObservedRecords.placementOf(observed);
        if (interests.placementOf(application).filter(placement::equals).isPresent()) {
            return;
        }
        var concerned = new HashMap<>(concerning(application));
        interests.place(application, placement);
        concerning(application).forEach(concerned::put);
        concerned.forEach(ClusterSession::reconsider);
    }

    private void desired(String recordKey, DesiredObject desired) {
        var application = ObservedRecords.applicationOf(desired.getApplication());
        var reference = ObservedRecords.referenceOf(desired);
        interests.desire(application, desired.getDigest(), reference);
        if (begun) {
            interests
                    .placementOf(application)
                    .map(placement -> sessions.get(placement.cluster()))
                    .ifPresent(session -> session.kindDesired(reference.groupKind()));
            reconsider(application, ObservedRecords.candidates(reference, interests, application));
        }
    }

    private void reconsider(ApplicationKey application, Collection<ObjectKey> keys) {
        interests
                .placementOf(application)
                .map(placement -> sessions.get(placement.cluster()))
                .ifPresent(session -> session.reconsider(keys));
    }

    /** All objects in which an application is or was interested, by the session of their cluster. */
    private Map<ClusterSession, Set<ObjectKey>> concerning(ApplicationKey application) {
        var concerned = new HashMap<ClusterSession, Set<ObjectKey>>();
        sessions.forEach((server, session) -> {
            var keys = new TreeSet<>(contentsOf(server).concerning(application));
            interests.desiredBy(application).stream()
                    .flatMap(reference -> ObservedRecords.candidates(reference, interests, application).stream())
                    .forEach(keys::add);
            concerned.put(session, keys);
        });
        return concerned;
    }

    private void published(LiveObject live) {
        var key = ObservedRecords.keyOf(live.getObject());
        if (!isWatchedHere(live.getCluster(), key)) {
            contentsOf(live.getCluster())
                    .of(key.groupKind())
                    .wasPublished(ObservedRecords.applicationOf(live.getApplication()), key, live.getResourceVersion());
        }
    }

    private void orphaned(ObjectOrphaned orphan) {
        var key = ObservedRecords.keyOf(orphan.getObject());
        if (!isWatchedHere(orphan.getCluster(), key)) {
            contentsOf(orphan.getCluster())
                    .of(key.groupKind())
                    .wasOrphaned(ObservedRecords.applicationOf(orphan.getApplication()), key);
        }
    }

    private boolean isWatchedHere(String server, ObjectKey key) {
        var session = sessions.get(server);
        return session != null && session.watches(key.groupKind());
    }

    private void clusterChanged(TopicRecord record, ClusterObserved cluster) {
        clusters.changed(record);
        known.put(cluster.getServer(), cluster);
        if (begun) {
            open(cluster);
        }
    }

    /** Opens a session, or replaces the one with outdated credentials. */
    private void open(ClusterObserved cluster) {
        loop.offload(() -> {
            var found = clusters.find(cluster.getServer());
            loop.execute(() -> opened(cluster, found));
        });
    }

    private void opened(ClusterObserved cluster, ClusterLookup found) {
        if (!cluster.equals(known.get(cluster.getServer()))) {
            return;
        }
        switch (found) {
            case ClusterLookup.Connected(var connection, var problem) -> {
                closeSession(cluster.getServer());
                var session = new ClusterSession(
                        cluster.getServer(),
                        new Scope(cluster.getNamespaces(), cluster.getClusterResources()),
                        connection,
                        contentsOf(cluster.getServer()),
                        owner,
                        new ClusterSession.Surroundings(interests, publisher, loop, clock, config));
                sessions.put(cluster.getServer(), session);
                session.discover();
            }
            case ClusterLookup.Unavailable(var reason, var message) -> {
                if (!sessions.containsKey(cluster.getServer())
                        && owner.owns(ClusterSession.discoveryUnit(cluster.getServer()))) {
                    publisher.publish(ClusterDiscovered.newBuilder()
                            .setCluster(cluster.getServer())
                            .setEpoch(contentsOf(cluster.getServer()).nextDiscoveryEpoch())
                            .setKinds(List.of())
                            .setStaleGroups(List.of())
                            .setFailure(new Failure("ClusterUnavailable", message))
                            .setSince(clock.instant())
                            .build());
                }
                loop.schedule(PAUSE, () -> open(cluster));
            }
        }
    }

    private void closeSession(String server) {
        var session = sessions.remove(server);
        if (session != null) {
            session.close();
        }
    }

    private ClusterContents contentsOf(String server) {
        return contents.computeIfAbsent(server, ignored -> new ClusterContents(server, interests, tracking));
    }
}
