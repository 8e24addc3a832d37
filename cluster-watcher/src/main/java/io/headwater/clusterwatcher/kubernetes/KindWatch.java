package io.headwater.clusterwatcher.kubernetes;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.kubernetes.client.ListEnd;
import io.headwater.kubernetes.client.ListWatch;
import io.headwater.kubernetes.client.ListWatchListener;
import io.headwater.kubernetes.client.ResourcePath;
import io.headwater.kubernetes.client.Selectors;
import io.headwater.runtime.kafka.EventLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Follows all objects of one kind: in the whole cluster, or in the namespaces that the cluster's Secret names. Its listener is called on the event loop, and
 * not any more once it is closed there.
 */
public final class KindWatch implements AutoCloseable {

    private final EventLoop loop;
    private final Listener listener;
    private final Set<ResourcePath> incomplete = new HashSet<>();
    private final Set<ResourcePath> lost = new HashSet<>();
    private final List<ListWatch> watches = new ArrayList<>();
    private boolean closed;

    /** Learns what the kind's objects are. */
    public interface Listener {
        /** Lists begin; what was seen before has to be seen again. */
        void listing();

        /** An object is there. */
        void seen(KubernetesObject object);

        /** All lists are complete. */
        void listed(String resourceVersion);

        /** An object was deleted. */
        void gone(KubernetesObject last, String resourceVersion);

        /** What is known is getting old. */
        void lost(KubernetesException reason, Instant since);

        /** What is known is complete again. */
        void restored();
    }

    private KindWatch(EventLoop loop, Listener listener) {
        this.loop = loop;
        this.listener = listener;
    }

    /** Starts to follow these collections of a kind; to be called on the loop. */
    public static KindWatch start(
            ClusterConnection connection, List<ResourcePath> collections, EventLoop loop, Listener listener) {
        var watch = new KindWatch(loop, listener);
        watch.incomplete.addAll(collections);
        listener.listing();
        for (var collection : collections) {
            watch.watches.add(ListWatch.start(connection, collection, Selectors.NONE, watch.new Part(collection)));
        }
        return watch;
    }

    /** Tries again at once if it waits to. */
    public void retryNow() {
        watches.forEach(ListWatch::retryNow);
    }

    /** Lists anew, against events that were missed. */
    public void resync() {
        watches.forEach(ListWatch::resync);
    }

    @Override
    public void close() {
        closed = true;
        watches.forEach(ListWatch::close);
    }

    /** One of the collections. A list of it that begins anew makes the whole kind incomplete until it has ended. */
    private final class Part implements ListWatchListener {
        private final ResourcePath collection;

        Part(ResourcePath collection) {
            this.collection = collection;
        }

        @Override
        public void onListing() {
            onLoop(() -> {
                if (incomplete.isEmpty()) {
                    listener.listing();
                    relistOthers();
                }
                incomplete.add(collection);
            });
        }

        @Override
        public void onItem(KubernetesObject object) {
            onLoop(() -> listener.seen(object));
        }

        @Override
        public void onListed(ListEnd list) {
            onLoop(() -> {
                incomplete.remove(collection);
                if (incomplete.isEmpty()) {
                    listener.listed(list.resourceVersion());
                }
            });
        }

        @Override
        public void onChanged(KubernetesObject object) {
            onLoop(() -> listener.seen(object));
        }

        @Override
        public void onDeleted(KubernetesObject last, String resourceVersion) {
            onLoop(() -> listener.gone(last, resourceVersion));
        }

        @Override
        public void onLost(KubernetesException reason, Instant since) {
            onLoop(() -> {
                lost.add(collection);
                listener.lost(reason, since);
            });
        }

        @Override
        public void onRestored() {
            onLoop(() -> {
                if (lost.remove(collection) && lost.isEmpty() && incomplete.isEmpty()) {
                    listener.restored();
                }
            });
        }

        /** A relist of one namespace voids what was seen in all of them, so the others are listed too. */
        private void relistOthers() {
            watches.stream()
                    .filter(other -> !other.collection().equals(collection))
                    .forEach(other -> {
                        incomplete.add(other.collection());
                        other.resync();
                    });
        }
    }

    private void onLoop(Runnable call) {
        loop.execute(() -> {
            if (!closed) {
                call.run();
            }
        });
    }
}
