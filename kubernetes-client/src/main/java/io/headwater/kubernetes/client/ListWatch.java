package io.headwater.kubernetes.client;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.KubernetesException.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the objects of a kind: lists them once, then watches, and goes on from the last resourceVersion whenever the watch ends.
 *
 * <p>It lists again only when the server has forgotten that resourceVersion, when the kind was gone in between, or when asked to. It has one
 * virtual thread, which waits while nothing happens.
 */
public final class ListWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ListWatch.class);

    private static final Duration QUIET = Duration.ofSeconds(2);

    private final ClusterConnection connection;
    private final ResourcePath collection;
    private final Selectors selectors;
    private final ListWatchListener listener;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicReference<@Nullable WatchStream> open = new AtomicReference<>();
    private final Thread thread;
    /** A watch that lived as long, or brought an event, was a success: the next failure counts as the first. */
    private final Duration longEnough;

    private volatile boolean closed;
    private volatile boolean resync;

    private String resourceVersion = "";
    private boolean listed;
    private int failures;
    private Instant lastHeard;
    private @Nullable Code lost;

    private ListWatch(
            ClusterConnection connection, ResourcePath collection, Selectors selectors, ListWatchListener listener) {
        this.connection = connection;
        this.collection = collection;
        this.selectors = selectors;
        this.listener = listener;
        var half = connection.options().watchTimeout().dividedBy(2);
        this.longEnough = half.compareTo(Duration.ofSeconds(10)) < 0 ? half : Duration.ofSeconds(10);
        this.lastHeard = connection.options().clock().instant();
        this.thread = Thread.ofVirtual().name("watch " + collection).unstarted(this::run);
    }

    /** Starts to follow; the listener is called from now on. */
    public static ListWatch start(
            ClusterConnection connection, ResourcePath collection, Selectors selectors, ListWatchListener listener) {
        var started = new ListWatch(connection, collection, selectors, listener);
        started.thread.start();
        return started;
    }

    public ResourcePath collection() {
        return collection;
    }

    /** Lists again, now: for a check, or to learn of a missed event. */
    public void resync() {
        resync = true;
        interruptWaiting();
    }

    /** Tries again now, if it is waiting to: for whoever has learned that the reason of the loss has gone. */
    public void retryNow() {
        wake.release();
    }

    /** Stops. The call that is under way, if any, is the last one; this does not wait for it. */
    @Override
    public void close() {
        closed = true;
        interruptWaiting();
    }

    /** Waits until no further call can come; after {@link #close} and not from the listener itself. */
    public boolean awaitStopped(Duration patience) throws InterruptedException {
        return thread.join(patience);
    }

    private void interruptWaiting() {
        wake.release();
        var stream = open.get();
        if (stream != null) {
            stream.close();
        }
    }

    private void run() {
        while (!closed && !connection.isClosed()) {
            var started = System.nanoTime();
            try {
                if (resync || !listed) {
                    list();
                }
                if (watch() || livedLongEnough(started)) {
                    failures = 0;
                } else if (!resync) {
                    pause(null);
                }
            } catch (Stopped _) {
                return;
            } catch (KubernetesException e) {
                failed(e, started);
            } catch (RuntimeException e) {
                if (closed || connection.isClosed()) {
                    return;
                }
                LOG.atError()
                        .setMessage("A listener failed, telling it again after a pause")
                        .addKeyValue("server", connection.server())
                        .addKeyValue("collection", collection)
                        .setCause(e)
                        .log();
                pause(null);
            }
        }
    }

    private void failed(KubernetesException e, long started) {
        if (closed) {
            return;
        }
        if (livedLongEnough(started)) {
            failures = 0;
        }
        if (e.is(Code.GONE) || e.is(Code.KIND_NOT_SERVED)) {
            listed = false;
        }
        // A break that the first retry heals at once is nobody's business; a silence has already lasted.
        var transientBreak =
                failures == 0 && listed && e.type() == KubernetesException.Type.RETRY && !e.is(Code.TIMED_OUT);
        if (!transientBreak && !e.is(Code.GONE) && lost != e.code()) {
            lost = e.code();
            callBack(() -> listener.onLost(e, lastHeard));
        }
        pause(e);
    }

    private void list() {
        resync = false;
        listed = false;
        var sink = new Sink();
        var end = connection.list(collection, selectors, sink);
        heard();
        sink.begin();
        listener.onListed(end);
        resourceVersion = end.resourceVersion();
        listed = true;
        restored();
    }

    /** Watches until the server ends it; whether that was of use. */
    private boolean watch() {
        try (var stream = connection.watch(collection, selectors, resourceVersion, patience())) {
            open.set(stream);
            if (closed || resync) {
                return true;
            }
            heard();
            restored();
            var useful = false;
            for (var event = stream.next(); event.isPresent(); event = stream.next()) {
                stopIfClosed();
                heard();
                take(event.get());
                useful = true;
                failures = 0;
            }
            return useful;
        } finally {
            open.set(null);
        }
    }

    /** The retry that nobody is told of must be quick, or somebody is told. */
    private Duration patience() {
        var usual = connection.options().requestTimeout();
        return failures == 1 && lost == null && usual.compareTo(QUIET) > 0 ? QUIET : usual;
    }

    /** Remembers the resourceVersion only after the listener is done, so that nothing is skipped when it fails. */
    private void take(WatchEvent event) {
        switch (event) {
            case WatchEvent.Changed(var object) -> {
                listener.onChanged(object);
                resourceVersion = object.resourceVersion();
            }
            case WatchEvent.Deleted(var object) -> {
                listener.onDeleted(object, object.resourceVersion());
                resourceVersion = object.resourceVersion();
            }
            case WatchEvent.Bookmark(var version) -> resourceVersion = version.isEmpty() ? resourceVersion : version;
            case WatchEvent.Failed(var error) -> throw error;
        }
    }

    private void heard() {
        lastHeard = connection.options().clock().instant();
    }

    private void restored() {
        if (lost != null) {
            lost = null;
            listener.onRestored();
        }
    }

    private void callBack(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.atError()
                    .setMessage("A listener failed to take note of a loss")
                    .addKeyValue("collection", collection)
                    .setCause(e)
                    .log();
        }
    }

    private void stopIfClosed() {
        if (closed) {
            throw new Stopped();
        }
    }

    private boolean livedLongEnough(long started) {
        return System.nanoTime() - started > longEnough.toNanos();
    }

    private void pause(@Nullable KubernetesException reason) {
        failures++;
        var delay = Backoff.STANDARD.delay(failures, connection.options().random());
        if (reason != null && reason.retryAfter().isPresent()) {
            var asked = reason.retryAfter().get();
            delay = asked.compareTo(delay) > 0 ? asked : delay;
        }
        try {
            if (wake.tryAcquire(delay.toNanos(), TimeUnit.NANOSECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Tells that a list begins only when there is something of it, and not at each attempt. */
    private final class Sink implements ListSink {
        private boolean begun;

        void begin() {
            stopIfClosed();
            if (!begun) {
                listener.onListing();
                begun = true;
            }
        }

        @Override
        public void restarted() {
            begun = false;
        }

        @Override
        public void item(KubernetesObject object) {
            begin();
            listener.onItem(object);
        }
    }

    /** Leaves a list in its middle. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("stopped", null, false, false);
        }
    }
}
