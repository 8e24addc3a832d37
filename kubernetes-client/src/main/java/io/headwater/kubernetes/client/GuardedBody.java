package io.headwater.kubernetes.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of a write, handed over only when the server has begun to count the request's time, and if a guard has no objection at that moment.
 *
 * <p>A guard that is asked before a request is sent says nothing of when the request arrives: the process may be stopped in between, or the network
 * hold it back. So the request announces its body ({@code Expect: 100-continue}), upon which the API server answers when it begins to read it, which
 * is after it has set the request's deadline by the parameter {@code timeout}. A body that comes later than that finds its request ended with 504 and
 * has no effect, whatever this process did meanwhile. So whatever takes effect does so within {@code timeout} after a moment at which the guard had
 * no objection, by the server's clock.
 *
 * <p>The JDK's client asks for the body again when it repeats a request on another connection, and then the guard is asked again.
 */
final class GuardedBody implements BodyPublisher {

    /** The JDK's client (25, {@code jdk.internal.net.http.Exchange}) waits 5 s for the answer to the announcement, then sends the body all the same. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(4_900);

    private final BodyPublisher body;
    private final Runnable guard;
    private final LongSupplier nanoTime;
    private final long announced;
    private volatile @Nullable RuntimeException objection;

    /** Thrown inside the JDK's client when it would send the body without the server having asked for it. */
    private static final class NotAskedFor extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAskedFor() {
            super("the server did not begin to take it within " + LONGEST_WAIT.toMillis() + " ms");
        }
    }

    /**
     * To be made just before the request is sent.
     *
     * @param guard throws to keep the body from being sent
     * @param nanoTime a clock that only goes forward, also while the process is stopped
     */
    GuardedBody(BodyPublisher body, Runnable guard, LongSupplier nanoTime) {
        this.body = body;
        this.guard = guard;
        this.nanoTime = nanoTime;
        this.announced = nanoTime.getAsLong();
    }

    /** What kept the body from being sent the last time that it was asked for, as the guard threw it. */
    Optional<RuntimeException> objection() {
        return Optional.ofNullable(objection);
    }

    /** Whether an objection means that the server was silent, rather than that the guard refused. */
    static boolean isSilence(RuntimeException objection) {
        return objection instanceof NotAskedFor;
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        try {
            if (nanoTime.getAsLong() - announced >= LONGEST_WAIT.toNanos()) {
                throw new NotAskedFor();
            }
            guard.run();
        } catch (RuntimeException e) {
            objection = e;
            subscriber.onSubscribe(new Nothing());
            subscriber.onError(e);
            return;
        }
        objection = null;
        body.subscribe(subscriber);
    }

    private static final class Nothing implements Subscription {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    }
}
