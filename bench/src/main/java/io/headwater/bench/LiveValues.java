package io.headwater.bench;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.kubernetes.client.ListEnd;
import io.headwater.kubernetes.client.ListWatch;
import io.headwater.kubernetes.client.ListWatchListener;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.kubernetes.client.Selectors;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/** A live value of each application, from a watch: when a change is seen here, a user could have seen it. */
final class LiveValues implements ListWatchListener, AutoCloseable {

    private final Function<KubernetesObject, String> nameOf;
    private final Function<KubernetesObject, String> valueOf;
    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ListWatch watch;

    private LiveValues(
            ClusterConnection cluster,
            ResourceType type,
            Selectors selectors,
            Function<KubernetesObject, String> nameOf,
            Function<KubernetesObject, String> valueOf) {
        this.nameOf = nameOf;
        this.valueOf = valueOf;
        this.watch = ListWatch.start(cluster, type.all(), selectors, this);
    }

    /** What is in each application's object. */
    static LiveValues ofObjects(ClusterConnection cluster) {
        return new LiveValues(
                cluster,
                Fleet.CONFIG_MAPS,
                Selectors.fields("metadata.name=" + Fleet.OBJECT),
                KubernetesObject::namespace,
                object -> object.tree().path("data").path(Fleet.FIELD).asText(""));
    }

    /** The revision that each Application's status says it stands at. */
    static LiveValues ofRevisions(ClusterConnection cluster) {
        return new LiveValues(
                cluster, Fleet.APPLICATIONS, Selectors.NONE, KubernetesObject::name, application -> application
                        .tree()
                        .at("/status/sync/revision")
                        .asText(""));
    }

    /** Waits until the first {@code count} applications of a fleet have a value that fits; returns the time at which the last one was seen. */
    long await(Fleet fleet, int count, Predicate<String> fits, Duration atMost) {
        var deadline = System.nanoTime() + atMost.toNanos();
        lock.lock();
        try {
            while (!allFit(fleet, count, fits)) {
                var left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new IllegalStateException("not all of %d objects arrived within %s".formatted(count, atMost));
                }
                changed.await(left, TimeUnit.NANOSECONDS);
            }
            return System.nanoTime();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onListing() {}

    @Override
    public void onItem(KubernetesObject object) {
        onChanged(object);
    }

    @Override
    public void onListed(ListEnd list) {}

    @Override
    public void onChanged(KubernetesObject object) {
        lock.lock();
        try {
            values.put(nameOf.apply(object), valueOf.apply(object));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onDeleted(KubernetesObject last, String resourceVersion) {
        values.remove(nameOf.apply(last));
    }

    @Override
    public void onLost(KubernetesException reason, Instant since) {
        throw reason;
    }

    @Override
    public void onRestored() {}

    @Override
    public void close() {
        watch.close();
    }

    private boolean allFit(Fleet fleet, int count, Predicate<String> fits) {
        for (var number = 0; number < count; number++) {
            var value = values.get(fleet.nameOf(number));
            if (value == null || !fits.test(value)) {
                return false;
            }
        }
        return true;
    }
}
