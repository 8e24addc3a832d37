package io.headwater.clusterwatcher.topology;

import io.headwater.clusterwatcher.core.ClusterContents;
import io.headwater.clusterwatcher.core.KindStanding;
import io.headwater.clusterwatcher.kafka.LivePublisher;
import io.headwater.clusterwatcher.kubernetes.KindSchemas;
import io.headwater.clusterwatcher.kubernetes.KindWatch;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.MalformedJsonException;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.kubernetes.client.KubernetesException.Code;
import io.headwater.kubernetes.client.ResourcePath;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.avro.Failure;
import io.headwater.schemas.avro.KindCompleted;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watch of one kind in one cluster, and what is told of its completeness. Confined to the worker's event loop. */
final class KindSession implements KindWatch.Listener, AutoCloseable {

    /** A list that takes longer makes what was known before unknown; a shorter one is no reason to say so. */
    private static final Duration TOLERATED = Duration.ofSeconds(2);

    private static final Duration LONGEST_FOR_SCHEMA = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(KindSession.class);

    private final ClusterSession cluster;
    private final GroupKind kind;
    private final ClusterContents contents;
    private final LivePublisher publisher;
    private final EventLoop loop;
    private final Clock clock;
    private final Duration relistInterval;
    private final KindSchemas schemas;
    private final ResourceType type;
    private final KindStanding standing;
    private @Nullable KindWatch watch;
    private EventLoop.@Nullable Timer relist;
    private boolean settled;
    private boolean closed;
    private boolean readsSchema;
    private boolean awaited;
    private String resourceVersion = "";
    private byte[] schema = {};

    /** What is watched, and how. */
    record Watched(
            ClusterConnection connection, KindSchemas schemas, ResourceType type, List<ResourcePath> collections) {}

    private KindSession(
            ClusterSession cluster, ClusterContents contents, Watched watched, ClusterSession.Surroundings with) {
        this.cluster = cluster;
        this.kind = watched.type().groupKind();
        this.contents = contents;
        this.publisher = with.publisher();
        this.loop = with.loop();
        this.clock = with.clock();
        this.relistInterval = with.config().relistInterval();
        this.schemas = watched.schemas();
        this.type = watched.type();
        this.standing = new KindStanding(kind);
    }

    static KindSession start(
            ClusterSession cluster, ClusterContents contents, Watched watched, ClusterSession.Surroundings with) {
        var session = new KindSession(cluster, contents, watched, with);
        contents.of(session.kind).watched();
        session.readSchema();
        session.watch = KindWatch.start(watched.connection(), watched.collections(), with.loop(), session);
        return session;
    }

    /** Whether the kind was listed completely, or the reason why it can't be was published. */
    boolean isSettled() {
        return settled;
    }

    void retryNow() {
        if (watch != null && !standing.isComplete()) {
            watch.retryNow();
        }
    }

    /** The definition of the kind may be another one. */
    void readSchema() {
        if (!readsSchema && KindSchemas.isCustom(type)) {
            readSchema(Pauses.FIRST);
        }
    }

    /** Again and again, ever slower, since a server describes a kind only some time after it serves it; at last with the next list. */
    private void readSchema(Duration pause) {
        if (closed) {
            return;
        }
        readsSchema = true;
        loop.offload(() -> {
            try {
                var found = schemas.read(type);
                loop.execute(() ->
                        found.ifPresentOrElse(this::schemaRead, () -> schemaMissing(pause, "it is not described")));
            } catch (KubernetesException | MalformedJsonException unread) {
                loop.execute(() -> schemaMissing(pause, String.valueOf(unread.getMessage())));
            }
        });
    }

    private void schemaMissing(Duration pause, String reason) {
        schemaRead(schema);
        if (pause.compareTo(LONGEST_FOR_SCHEMA) < 0) {
            readsSchema = true;
            loop.schedule(pause, () -> readSchema(Pauses.after(pause)));
        } else {
            LOG.atWarn()
                    .addKeyValue("cluster", cluster.server())
                    .addKeyValue("kind", kind)
                    .addKeyValue("reason", reason)
                    .log(
                            "The schema of a kind can't be read; until the kind is listed anew, its objects are compared by what their managed fields show");
        }
    }

    private void schemaRead(byte[] found) {
        readsSchema = false;
        var isNew = !Arrays.equals(found, schema);
        schema = found;
        if (!closed && (awaited || (isNew && settled))) {
            awaited = false;
            publish(standing.doubt(), clock.instant());
        }
    }

    /** An object that somebody has come to be interested in can't be read at present. */
    void unread(KubernetesException reason) {
        var before = standing.doubt();
        standing.unread(String.valueOf(reason.getMessage()));
        publishIfNew(before);
    }

    /** All objects that somebody is interested in were read. */
    void read() {
        var before = standing.doubt();
        standing.read();
        publishIfNew(before);
    }

    private void publishIfNew(Optional<KindStanding.Doubt> before) {
        if (!standing.doubt().equals(before)) {
            publish(standing.doubt(), clock.instant());
        }
    }

    @Override
    public void listing() {
        standing.listing();
        contents.of(kind).listing();
        var since = clock.instant();
        loop.schedule(TOLERATED, () -> {
            if (standing.isListing() && !closed) {
                publish(standing.doubt(), since);
            }
        });
    }

    @Override
    public void seen(KubernetesObject object) {
        cluster.act(contents.of(kind).seen(object));
        if (standing.isComplete()) {
            cluster.noticed(object);
        } else {
            cluster.found(object);
        }
    }

    @Override
    public void listed(String listVersion) {
        cluster.act(contents.of(kind).listed(listVersion));
        standing.completed();
        standing.read();
        resourceVersion = listVersion;
        contents.nextEpochOf(kind);
        // Nothing is to be judged by less than will be known at once.
        awaited = readsSchema && !settled;
        if (!awaited) {
            publish(standing.doubt(), clock.instant());
        }
        relistLater();
    }

    @Override
    public void gone(KubernetesObject last, String deletionVersion) {
        cluster.act(contents.of(kind).gone(last.key(), deletionVersion));
        cluster.definitionGone(last);
    }

    @Override
    public void lost(KubernetesException reason, Instant since) {
        standing.lost(reason.is(Code.FORBIDDEN), String.valueOf(reason.getMessage()));
        publish(standing.doubt(), since);
        cluster.kindLost(reason);
    }

    @Override
    public void restored() {
        standing.completed();
        publish(standing.doubt(), clock.instant());
        cluster.discover();
    }

    @Override
    public void close() {
        closed = true;
        if (relist != null) {
            relist.cancel();
        }
        if (watch != null) {
            watch.close();
        }
    }

    private void publish(Optional<KindStanding.Doubt> doubt, Instant since) {
        settled = true;
        publisher.publish(KindCompleted.newBuilder()
                .setCluster(cluster.server())
                .setGroup(kind.group())
                .setKind(kind.kind())
                .setEpoch(contents.epochOf(kind))
                .setResourceVersion(resourceVersion)
                .setFailure(
                        doubt.map(why -> new Failure(why.code(), why.message())).orElse(null))
                .setSince(since)
                .setOpenApi(schema.length == 0 ? ByteBuffer.wrap(schema) : CompressedJson.compress(schema))
                .build());
    }

    private void relistLater() {
        if (relist != null) {
            relist.cancel();
        }
        relist = loop.schedule(relistInterval, () -> {
            if (watch != null && !closed) {
                readSchema();
                watch.resync();
            }
        });
    }
}
