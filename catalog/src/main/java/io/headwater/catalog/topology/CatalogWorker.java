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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalog at work, confined to one event loop: restores what was published, and while this process owns the catalog's unit, watches the hub and
 * publishes what is new.
 */
final class CatalogWorker implements StateListener, HubWatch.Listener, AutoCloseable {

    static final List<Topic> OWN_TOPICS =
            List.of(Topics.APPLICATIONS, Topics.PROJECTS, Topics.REPOSITORIES, Topics.CLUSTERS);

    private static final Logger LOG = LoggerFactory.getLogger(CatalogWorker.class);
    private static final String UNIT = "catalog";

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

    /** While this process does not own the unit, another one publishes. */
    @Override
    public void changed(TopicRecord record) {
        if (!owned) {
            note(record);
        }
    }

    /** The ownership of units has changed. */
    void ownershipChanged(Owner owner) {
        owned = owner.owns(UNIT);
        ownershipKnown = true;
        startOrStop();
    }

    @Override
    public void listed(Source source, List<KubernetesObject> objects) {
        decide(current -> {
            listed.add(source);
            judgeCompleteness();
            return current.listed(source, objects);
        });
    }

    @Override
    public void changed(Source source, KubernetesObject object) {
        decide(current -> current.changed(source, object));
    }

    @Override
    public void deleted(Source source, KubernetesObject last) {
        decide(current -> current.deleted(source, last));
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }

    private void startOrStop() {
        if (owned && restored && watch == null) {
            catalog = new HubCatalog(published);
            watch = HubWatch.start(hub, context.config().namespace(), this);
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

    private void decide(Function<HubCatalog, List<Fact>> decision) {
        loop.execute(() -> {
            if (catalog != null) {
                decision.apply(catalog).forEach(this::act);
            }
        });
    }

    private void act(Fact fact) {
        switch (fact) {
            case Fact.OperationWithoutId(var key, var resourceVersion) ->
                patch(() -> patches.giveOperationId(key, resourceVersion, newId(context.random())));
            case Fact.RefreshRequested(var key, var urls, var value) -> {
                publisher.publish(fact);
                patch(() -> patches.removeRefresh(key, value));
            }
            default -> publisher.publish(fact);
        }
    }

    private void patch(Runnable patch) {
        loop.offload(() -> {
            try {
                patch.run();
            } catch (KubernetesException e) {
                LOG.atWarn().addKeyValue("reason", e.getMessage()).log("An Application could not be patched");
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
