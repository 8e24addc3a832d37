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
import java.util.function.Predicate;

/** The live value of each application's object, from a watch: when a change is seen here, a user could have seen it. */
final class LiveValues implements ListWatchListener, AutoCloseable {

    private static final ResourceType CONFIG_MAPS = new ResourceType("", "v1", "configmaps", "ConfigMap", true);

    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ListWatch watch;

    LiveValues(ClusterConnection cluster) {
        this.watch =
                ListWatch.start(cluster, CONFIG_MAPS.all(), Selectors.fields("metadata.name=" + Fleet.OBJECT), this);
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
            values.put(
                    object.namespace(),
                    object.tree().path("data").path(Fleet.FIELD).asText(""));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onDeleted(KubernetesObject last, String resourceVersion) {
        values.remove(last.namespace());
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
