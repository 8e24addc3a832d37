package io.headwater.kubernetes.client;

import io.headwater.kubernetes.KubernetesObject;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/** Counts lists and changes: for many watches at once. */
final class CountingListener implements ListWatchListener {

    private final CountDownLatch listed;
    private final LongAdder changes;

    CountingListener(CountDownLatch listed, LongAdder changes) {
        this.listed = listed;
        this.changes = changes;
    }

    @Override
    public void onListing() {}

    @Override
    public void onItem(KubernetesObject object) {}

    @Override
    public void onListed(ListEnd list) {
        listed.countDown();
    }

    @Override
    public void onChanged(KubernetesObject object) {
        if (object.name().startsWith("web")) {
            changes.increment();
        }
    }

    @Override
    public void onDeleted(KubernetesObject last, String resourceVersion) {}

    @Override
    public void onLost(KubernetesException reason, Instant since) {}

    @Override
    public void onRestored() {}
}
