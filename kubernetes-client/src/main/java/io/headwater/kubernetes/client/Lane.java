package io.headwater.kubernetes.client;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection to a server, and who may use it.
 *
 * <p>The JDK's client keeps one HTTP/2 connection per server and fails, instead of opening another, when the server's limit of streams is reached:
 * 100 on kube-apiserver 1.36. It never notices that a connection is dead while nothing comes back. And requests that start together before there is
 * a connection make one each, which watches would then keep. So each lane has a client of its own, lets in fewer than the server allows, has one
 * request connect before the others follow, and can be given a new client.
 */
final class Lane implements AutoCloseable {

    /** Below the server's limit of 100, leaving room for heartbeats and for streams that are being cancelled. */
    static final int WIDTH = 80;

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final URI server;
    private final Executor executor;
    private final Semaphore slots = new Semaphore(WIDTH, true);
    private final ReentrantLock replacing = new ReentrantLock();
    private volatile @Nullable Line line;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile long heard = System.nanoTime();
    private volatile long used = heard;
    private volatile boolean closed;

    /** A client, what it was made with, and whether it has a connection as far as is known. */
    private static final class Line {
        final HttpClient client;
        final ClusterAccess access;
        final Semaphore connecting = new Semaphore(1, true);
        volatile boolean connected;
        volatile boolean dead;

        Line(HttpClient client, ClusterAccess access) {
            this.client = client;
            this.access = access;
        }
    }

    /** The leave to send one request, which must be {@link #settled}. */
    static final class Turn {
        private final Line line;
        private final boolean first;

        private Turn(Line line, boolean first) {
            this.line = line;
            this.first = first;
        }

        HttpClient client() {
            return line.client;
        }

        /**
         * Tells how it went, when the answer begins or is given up.
         *
         * @param answered whether there was any answer: others may follow over the same connection
         */
        void settled(boolean answered) {
            if (first || !answered) {
                line.connected = answered;
            }
            if (first) {
                line.connecting.release();
            }
        }

        /** Whether the connection was given up for showing no sign of life. */
        boolean isDead() {
            return line.dead;
        }

        /** A stream of this turn has ended, perhaps since its connection did: the next request makes sure of that alone. */
        void ended() {
            line.connected = false;
        }
    }

    Lane(URI server, Executor executor) {
        this.server = server;
        this.executor = executor;
    }

    boolean tryEnter() {
        return slots.tryAcquire();
    }

    boolean tryEnter(Duration patience) throws InterruptedException {
        return slots.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    void leave() {
        slots.release();
    }

    /** Requests that are under way. */
    int occupied() {
        return WIDTH - slots.availablePermits();
    }

    /**
     * Waits for a connection, or for the turn to make one.
     *
     * @return empty if another request has been connecting in vain for so long
     */
    Optional<Turn> turn(ClusterAccess access, Duration patience) throws InterruptedException {
        used = System.nanoTime();
        var found = line;
        var current = found != null && found.access.sameTransportAs(access) ? found : replaced(found, access);
        if (current.connected) {
            return Optional.of(new Turn(current, false));
        }
        if (!current.connecting.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        if (current.connected) {
            current.connecting.release();
            return Optional.of(new Turn(current, false));
        }
        return Optional.of(new Turn(current, true));
    }

    /**
     * The leave to ask whether the connection lives, for one at a time; {@link #asked} must follow.
     *
     * @return empty if there is no connection to ask for, somebody asks already, or a request is just connecting
     */
    Optional<Turn> ask() {
        var found = line;
        if (found == null || !asking.compareAndSet(false, true)) {
            return Optional.empty();
        }
        if (found.connected) {
            return Optional.of(new Turn(found, false));
        }
        if (occupied() > 0 && found.connecting.tryAcquire()) {
            return Optional.of(new Turn(found, true));
        }
        asking.set(false);
        return Optional.empty();
    }

    void asked(Turn turn, boolean answered) {
        turn.settled(answered);
        asking.set(false);
    }

    /** Bytes came back. */
    void hear() {
        heard = System.nanoTime();
    }

    long heardAt() {
        return heard;
    }

    Duration sinceHeard() {
        return Duration.ofNanos(System.nanoTime() - heard);
    }

    Duration sinceUsed() {
        return Duration.ofNanos(System.nanoTime() - used);
    }

    /**
     * Gives up the connection, since it seems dead; the next request makes a new one.
     *
     * @param suspect the client that seems dead; nothing happens if it was replaced already
     * @param abort ends what is still under way on it, with an {@link java.io.IOException} for whoever waits
     */
    void abandon(HttpClient suspect, boolean abort) {
        replacing.lock();
        try {
            var found = line;
            if (found == null || found.client != suspect) {
                return;
            }
            found.dead = true;
            line = null;
        } finally {
            replacing.unlock();
        }
        retire(suspect, abort);
    }

    private Line replaced(@Nullable Line old, ClusterAccess access) {
        replacing.lock();
        try {
            var found = line;
            if (found != null && found != old) {
                return found;
            }
            if (closed) {
                throw new KubernetesException(
                        KubernetesException.Code.UNREACHABLE, server.toString(), "this connection was closed", null);
            }
            var fresh = new Line(newClient(access), access);
            line = fresh;
            heard = System.nanoTime();
            if (found != null) {
                retire(found.client, false);
            }
            return fresh;
        } finally {
            replacing.unlock();
        }
    }

    private HttpClient newClient(ClusterAccess access) {
        var https = "https".equals(server.getScheme());
        return HttpClient.newBuilder()
                .sslContext(access.tls())
                .executor(executor)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(https ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .proxy(access.proxy().map(ProxySelector::of).orElse(HttpClient.Builder.NO_PROXY))
                .build();
    }

    private static void retire(HttpClient client, boolean abort) {
        if (abort) {
            client.shutdownNow();
        } else {
            client.shutdown();
        }
    }

    @Override
    public void close() {
        replacing.lock();
        try {
            closed = true;
            var found = line;
            line = null;
            if (found != null) {
                retire(found.client, true);
            }
        } finally {
            replacing.unlock();
        }
    }
}
