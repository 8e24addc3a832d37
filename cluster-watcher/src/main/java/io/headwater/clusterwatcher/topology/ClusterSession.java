package io.headwater.clusterwatcher.topology;

import io.headwater.clusterwatcher.ClusterWatcherConfig;
import io.headwater.clusterwatcher.core.ClusterContents;
import io.headwater.clusterwatcher.core.Interests;
import io.headwater.clusterwatcher.core.KindDefinitions;
import io.headwater.clusterwatcher.core.LiveChange;
import io.headwater.clusterwatcher.kafka.LivePublisher;
import io.headwater.clusterwatcher.kubernetes.KindSchemas;
import io.headwater.clusterwatcher.kubernetes.Scope;
import io.headwater.clusterwatcher.kubernetes.WatchedKinds;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.kubernetes.client.KubernetesException.Code;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.kubernetes.client.ServedKind;
import io.headwater.kubernetes.client.ServedKinds;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.runtime.kafka.UnitOwnership.Owner;
import io.headwater.schemas.avro.ClusterDiscovered;
import io.headwater.schemas.avro.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The watches of one cluster that this process owns.
 *
 * <p>Discovers what the cluster serves when it starts, after it was out of reach, whenever a CustomResourceDefinition or an APIService changes, when an
 * application desires a kind that was not served, and as often as kinds are listed anew. Confined to the worker's event loop.
 */
final class ClusterSession implements AutoCloseable {

    private static final String DEFINITION = "CustomResourceDefinition";
    private static final String API_SERVICE = "APIService";

    private final String server;
    private final Scope scope;
    private final ClusterConnection connection;
    private final ClusterContents contents;
    private final Interests interests;
    private final LivePublisher publisher;
    private final EventLoop loop;
    private final Clock clock;
    private final Surroundings surroundings;
    private final LiveChanges changes;
    private final KindSchemas schemas;
    private final Map<GroupKind, KindSession> kinds = new HashMap<>();
    private final Set<GroupKind> awaited = new HashSet<>();
    private final Set<GroupKind> excluded = new HashSet<>();
    private Owner owner;
    private @Nullable ServedKinds served;
    private @Nullable ClusterDiscovered published;
    private EventLoop.@Nullable Timer next;
    private Duration pause = Pauses.FIRST;
    private boolean asked;
    private boolean discovering;
    private boolean discoverAgain;
    private boolean closed;

    /** What a session works with. */
    record Surroundings(
            Interests interests, LivePublisher publisher, EventLoop loop, Clock clock, ClusterWatcherConfig config) {}

    ClusterSession(
            String server,
            Scope scope,
            ClusterConnection connection,
            ClusterContents contents,
            Owner owner,
            Surroundings surroundings) {
        this.server = server;
        this.scope = scope;
        this.connection = connection;
        this.contents = contents;
        this.owner = owner;
        this.interests = surroundings.interests();
        this.publisher = surroundings.publisher();
        this.loop = surroundings.loop();
        this.clock = surroundings.clock();
        this.surroundings = surroundings;
        this.schemas = new KindSchemas(connection);
        this.changes = new LiveChanges(this, connection, contents, surroundings);
    }

    String server() {
        return server;
    }

    /** Whether a kind is watched here, so that what stands on the topic about it is this process's own word. */
    boolean watches(GroupKind kind) {
        return kinds.containsKey(kind);
    }

    /** Whether every kind that is watched here was listed completely, or can't be for a reason that was published. */
    boolean isSettled() {
        return asked && kinds.values().stream().allMatch(KindSession::isSettled);
    }

    void ownershipChanged(Owner changed) {
        owner = changed;
        if (!ownsDiscovery()) {
            published = null;
        }
        watchOwnedKinds();
    }

    /** Asks the cluster what it serves; requests that come while it is asked make one more. */
    void discover() {
        if (discovering || closed) {
            discoverAgain = true;
            return;
        }
        discovering = true;
        loop.offload(() -> {
            try {
                var found = connection.discover();
                loop.execute(() -> discovered(found));
            } catch (KubernetesException e) {
                loop.execute(() -> discoveryFailed(e));
            }
        });
    }

    /** An application's interest in objects may have changed; where another instance watches, it is that one's to act on. */
    void reconsider(Collection<ObjectKey> keys) {
        for (var key : keys) {
            if (watches(key.groupKind())) {
                act(contents.of(key.groupKind()).reconsider(key));
            }
        }
    }

    /** The installation says otherwise which kinds are looked at. */
    void filterChanged() {
        watchOwnedKinds();
    }

    /**
     * An application desires an object of a kind: it is watched even if nobody would care otherwise, and asked for where the cluster did not serve it, since
     * not every account may watch the definitions of kinds.
     */
    void kindDesired(GroupKind kind) {
        if (!kinds.containsKey(kind)) {
            watchOwnedKinds();
        }
        if (served != null && !serves(kind)) {
            discover();
        }
    }

    @Override
    public void close() {
        closed = true;
        if (next != null) {
            next.cancel();
        }
        kinds.values().forEach(KindSession::close);
        kinds.clear();
    }

    /** Does what must be done because of something that was seen. */
    void act(List<LiveChange> seen) {
        changes.carryOut(seen);
    }

    /** An object was seen; one that defines kinds which the cluster did not serve before makes it be asked anew, and one that does so in another way has their schemas be read. */
    void noticed(KubernetesObject object) {
        if (object.kind().equals(API_SERVICE)) {
            discover();
        } else if (object.kind().equals(DEFINITION) && KindDefinitions.isEstablished(object)) {
            var defined = kinds.get(KindDefinitions.kindDefinedBy(object));
            if (defined != null) {
                defined.readSchema();
            } else {
                found(object);
            }
        }
    }

    /** An object was listed; one that defines kinds which the cluster did not serve when it was last asked makes it be asked anew. */
    void found(KubernetesObject object) {
        if (object.kind().equals(DEFINITION)
                && KindDefinitions.isEstablished(object)
                && !serves(KindDefinitions.kindDefinedBy(object))) {
            awaited.add(KindDefinitions.kindDefinedBy(object));
            discover();
        }
    }

    /** An object is gone; one that defined kinds makes the cluster be asked anew. */
    void definitionGone(KubernetesObject object) {
        if (object.kind().equals(DEFINITION)) {
            awaited.remove(KindDefinitions.kindDefinedBy(object));
            discover();
        } else if (object.kind().equals(API_SERVICE)) {
            discover();
        }
    }

    /** The API server could not be reached, or refused us: whether the reason lies with the cluster as a whole is found out by asking it. */
    void kindLost(KubernetesException reason) {
        if (published != null && published.getFailure() == null && !reason.is(Code.FORBIDDEN)) {
            discover();
        }
    }

    /** An object of a kind can't be read at present. */
    void unread(GroupKind kind, KubernetesException reason) {
        var session = kinds.get(kind);
        if (session != null) {
            session.unread(reason);
            kindLost(reason);
        }
    }

    /** All objects of a kind that were to be read were. */
    void read(GroupKind kind) {
        var session = kinds.get(kind);
        if (session != null) {
            session.read();
        }
    }

    /** In which version a kind is served; empty while that is not known. */
    Optional<ResourceType> typeOf(GroupKind kind) {
        return served == null ? Optional.empty() : served.preferred(kind);
    }

    private void discovered(ServedKinds found) {
        if (ended()) {
            return;
        }
        asked = true;
        served = found;
        publishDiscovery(Optional.empty());
        watchOwnedKinds();
        kinds.values().forEach(KindSession::retryNow);
        awaited.removeIf(this::serves);
        if (discoverAgain) {
            discoverAgain = false;
            discover();
        } else if (awaited.isEmpty()) {
            pause = Pauses.FIRST;
            // As kinds are listed anew: against a definition that was missed, or may not be watched.
            discoverAfter(surroundings.config().relistInterval());
        } else {
            discoverLater();
        }
    }

    private void discoveryFailed(KubernetesException reason) {
        if (ended()) {
            return;
        }
        asked = true;
        publishDiscovery(Optional.of(new Failure("ClusterUnavailable", reason.getMessage())));
        discoverLater();
    }

    private boolean ended() {
        discovering = false;
        return closed;
    }

    private void discoverLater() {
        discoverAfter(pause);
        pause = Pauses.after(pause);
    }

    private void discoverAfter(Duration delay) {
        if (next != null) {
            next.cancel();
        }
        next = loop.schedule(delay, this::discover);
    }

    private void publishDiscovery(Optional<Failure> failure) {
        if (!ownsDiscovery()) {
            return;
        }
        var news = ClusterDiscovered.newBuilder()
                .setCluster(server)
                .setEpoch(0)
                .setKinds(
                        served == null
                                ? List.of()
                                : served.all().stream().map(this::describe).toList())
                .setStaleGroups(
                        served == null
                                ? List.of()
                                : served.staleGroups().stream().sorted().toList())
                .setFailure(failure.orElse(null))
                .setSince(Instant.EPOCH)
                .build();
        if (!news.equals(published)) {
            published = news;
            publisher.publish(ClusterDiscovered.newBuilder(news)
                    .setEpoch(contents.nextDiscoveryEpoch())
                    .setSince(clock.instant())
                    .build());
        }
    }

    private io.headwater.schemas.avro.ServedKind describe(ServedKind kind) {
        var type = kind.preferred().type();
        return new io.headwater.schemas.avro.ServedKind(
                type.group(), type.kind(), type.version(), type.plural(), type.namespaced(), isWatched(kind));
    }

    private boolean isWatched(ServedKind kind) {
        return !interests.isExcluded(kind.groupKind(), server)
                && WatchedKinds.isWatched(kind, scope, interests.isDesired(kind.groupKind()));
    }

    /** Starts the watches that this process owns and has not, and ends those that it owns no more or that the cluster does not serve any more. */
    private void watchOwnedKinds() {
        if (served == null || closed) {
            return;
        }
        var current = served;
        kinds.entrySet().removeIf(entry -> {
            var keep = owns(entry.getKey())
                    && isServedOrUnknown(current, entry.getKey())
                    && !interests.isExcluded(entry.getKey(), server);
            if (!keep) {
                entry.getValue().close();
                if (owns(entry.getKey())) {
                    publisher.forget(server, entry.getKey());
                }
            }
            return !keep;
        });
        current.all().stream().map(ServedKind::groupKind).forEach(this::letGoIfExcluded);
        for (var kind : current.all()) {
            if (isWatched(kind) && owns(kind.groupKind()) && !kinds.containsKey(kind.groupKind())) {
                kinds.put(kind.groupKind(), startWatch(kind));
            }
        }
        publishDiscovery(Optional.ofNullable(published == null ? null : published.getFailure()));
    }

    /** That nobody vouches for the kind any more is said before its objects are withdrawn, so that they are not taken for gone. */
    private void letGoIfExcluded(GroupKind kind) {
        if (!interests.isExcluded(kind, server)) {
            excluded.remove(kind);
        } else if (owns(kind) && excluded.add(kind)) {
            var withdrawals = contents.of(kind).letGo();
            if (contents.epochOf(kind) > 0 || !withdrawals.isEmpty()) {
                publisher.forget(server, kind);
            }
            act(withdrawals);
        }
    }

    private KindSession startWatch(ServedKind kind) {
        var type = kind.preferred().type();
        var watched = new KindSession.Watched(connection, schemas, type, scope.collections(type));
        return KindSession.start(this, contents, watched, surroundings);
    }

    /** The unit whose owner tells what a cluster serves. */
    static String discoveryUnit(String server) {
        return server + "|discovery";
    }

    private boolean ownsDiscovery() {
        return owner.owns(discoveryUnit(server));
    }

    private boolean owns(GroupKind kind) {
        return owner.owns(server + "|" + kind);
    }

    private static boolean isServedOrUnknown(ServedKinds served, GroupKind kind) {
        return served.staleGroups().contains(kind.group())
                || served.all().stream().anyMatch(present -> present.groupKind().equals(kind));
    }

    private boolean serves(GroupKind kind) {
        return typeOf(kind).isPresent();
    }
}
