package io.headwater.catalog.topology;

import io.headwater.catalog.core.Fact;
import io.headwater.catalog.core.HubCatalog;
import io.headwater.catalog.core.HubCatalog.Source;
import io.headwater.catalog.core.Published;
import io.headwater.catalog.kafka.CatalogPublisher;
import io.headwater.catalog.kafka.CatalogRecords;
import io.headwater.catalog.kubernetes.HubPatches;
import io.headwater.catalog.kubernetes.HubWatch;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.runtime.ServiceContext;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.runtime.kafka.StateListener;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.runtime.kafka.UnitOwnership.Owner;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalog at work, confined to one event loop: restores what was published, and while this process owns the catalog's unit, watches the hub and
 * publishes what is new.
 */
final class CatalogWorker implements StateListener, AutoCloseable {

    static final List<Topic> OWN_TOPICS =
            List.of(Topics.APPLICATIONS, Topics.PROJECTS, Topics.REPOSITORIES, Topics.CLUSTERS, Topics.SYNCS);

    private static final Logger LOG = LoggerFactory.getLogger(CatalogWorker.class);
    private static final String UNIT = "catalog";
    private static final Duration PATCH_AGAIN = Duration.ofSeconds(1);

    private final ServiceContext context;
    private final ClusterConnection hub;
    private final CatalogPublisher publisher;
    private final CatalogRecords records;
    private final HubPatches patches;
    private final EventLoop loop;
    private final Published published = new Published();
    private final Set<Source> listed = EnumSet.noneOf(Source.class);
    private boolean restored;
    private boolean ownershipKnown;
    private boolean owned;
    private boolean caughtUp;
    private volatile boolean complete;
    private @Nullable HubCatalog catalog;
    private @Nullable HubWatch watch;

    CatalogWorker(ServiceContext context, ClusterConnection hub, CatalogPublisher publisher, EventLoop loop) {
        this.context = context;
        this.hub = hub;
        this.publisher = publisher;
        this.records = new CatalogRecords(context.config().namespace());
        this.patches = new HubPatches(hub);
        this.loop = loop;
    }

    /** Whether this process has nothing left to find out: it knows all that the hub has, or finding that out is another process's. */
    boolean isReady() {
        return complete;
    }

    @Override
    public void restore(TopicRecord record) {
        note(record);
    }

    @Override
    public void begin() {
        restored = true;
        startOrStop();
    }

    /** While this process is not at work, another one publishes. */
    @Override
    public void changed(TopicRecord record) {
        if (catalog == null) {
            note(record);
        }
    }

    /**
     * The ownership of units has changed.
     *
     * @param catchUp runs a task once all that stands on the catalog's topics was told: what the former owner has published is known by then
     */
    void ownershipChanged(Owner owner, Consumer<Runnable> catchUp) {
        var before = owned;
        owned = owner.owns(UNIT);
        ownershipKnown = true;
        if (owned && !before) {
            caughtUp = false;
            catchUp.accept(() -> {
                caughtUp = true;
                startOrStop();
            });
        }
        startOrStop();
    }

    /** What one watch says, to the catalog that it was started for and to none that comes after it. */
    private final class Watching implements HubWatch.Listener {
        private final HubCatalog watching;

        Watching(HubCatalog watching) {
            this.watching = watching;
        }

        @Override
        public void listed(Source source, List<KubernetesObject> objects) {
            decide(() -> {
                listed.add(source);
                judgeCompleteness();
                return watching.listed(source, objects);
            });
        }

        @Override
        public void changed(Source source, KubernetesObject object) {
            decide(() -> watching.changed(source, object));
        }

        @Override
        public void deleted(Source source, KubernetesObject last) {
            decide(() -> watching.deleted(source, last));
        }

        private void decide(Supplier<List<Fact>> decision) {
            loop.execute(() -> {
                if (catalog == watching) {
                    decision.get().forEach(CatalogWorker.this::act);
                }
            });
        }
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }

    private void startOrStop() {
        if (owned && restored && caughtUp && watch == null) {
            var started = new HubCatalog(published, context.config().namespace());
            catalog = started;
            watch = HubWatch.start(hub, context.config().namespace(), new Watching(started));
        } else if (!owned && watch != null) {
            watch.close();
            watch = null;
            catalog = null;
            listed.clear();
        }
        judgeCompleteness();
    }

    private void judgeCompleteness() {
        complete = restored && ownershipKnown && (!owned || listed.containsAll(EnumSet.allOf(Source.class)));
    }

    private void act(Fact fact) {
        switch (fact) {
            case Fact.OperationWithoutId(var key, var resourceVersion) ->
                patch(() -> patches.giveOperationId(key, resourceVersion, newId(context.random())));
            case Fact.RefreshRequested(var key, var urls, var value) -> {
                publisher.publish(fact);
                patch(() -> patches.removeRefresh(key, value));
            }
            case Fact.SecretUnreadable(var name, var reason) ->
                LOG.atWarn()
                        .addKeyValue("secret", name)
                        .addKeyValue("reason", reason)
                        .log("A Secret can't be read; what it declared before still holds");
            default -> publisher.publish(fact);
        }
    }

    /** Patches an Application; again and again while the hub does not take it for a reason that may pass. */
    private void patch(Runnable patch) {
        var asking = catalog;
        loop.offload(() -> {
            try {
                patch.run();
            } catch (KubernetesException e) {
                LOG.atWarn().addKeyValue("reason", e.getMessage()).log("An Application could not be patched");
                if (e.type() == KubernetesException.Type.RETRY) {
                    loop.schedule(PATCH_AGAIN, () -> {
                        if (catalog == asking) {
                            patch(patch);
                        }
                    });
                }
            }
        });
    }

    private void note(TopicRecord record) {
        factOf(record).ifPresent(published::remember);
    }

    private Optional<Fact> factOf(TopicRecord record) {
        return switch (record.content()) {
            case Content.Present(var value) -> records.factOf(value);
            case Content.Removed() -> gone(record);
            case Content.Unreadable() -> Optional.empty();
        };
    }

    private static Optional<Fact> gone(TopicRecord record) {
        if (record.topic().equals(Topics.APPLICATIONS)) {
            return RecordKeys.applicationOf(record.key()).map(Fact.ApplicationGone::new);
        }
        if (record.topic().equals(Topics.CLUSTERS)) {
            return Optional.of(new Fact.ClusterGone(record.key()));
        }
        if (record.topic().equals(Topics.SYNCS)) {
            return Optional.empty();
        }
        var name = record.key().substring(record.key().lastIndexOf('/') + 1);
        if (record.topic().equals(Topics.REPOSITORIES)) {
            return Optional.of(new Fact.RepositoryGone(name));
        }
        var namespace = record.key()
                .substring(record.key().lastIndexOf('|') + 1, record.key().lastIndexOf('/'));
        return Optional.of(new Fact.ProjectGone(namespace, name));
    }

    private static String newId(RandomGenerator random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
