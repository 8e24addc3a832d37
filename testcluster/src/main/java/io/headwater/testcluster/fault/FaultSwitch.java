package io.headwater.testcluster.fault;

import io.headwater.testcluster.TestClusterException;
import io.headwater.testcluster.TestClusterException.Code;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A fault that is on.
 *
 * @param <R> a request
 * @param <F> what is done to it
 */
public final class FaultSwitch<R, F> implements AutoCloseable {

    private final Predicate<? super R> meant;
    private final F fault;
    private final Consumer<FaultSwitch<R, F>> remove;
    private final CountDownLatch off = new CountDownLatch(1);
    private final List<R> hits = new ArrayList<>();
    private int remaining;

    FaultSwitch(Predicate<? super R> meant, F fault, int times, Consumer<FaultSwitch<R, F>> remove) {
        this.meant = meant;
        this.fault = fault;
        this.remaining = times;
        this.remove = remove;
    }

    synchronized boolean hits(R request) {
        if (remaining == 0 || off.getCount() == 0 || !meant.test(request)) {
            return false;
        }
        remaining--;
        hits.add(request);
        notifyAll();
        return true;
    }

    /** What is done. */
    public F fault() {
        return fault;
    }

    /** The requests that it was done to. */
    public synchronized List<R> hits() {
        return List.copyOf(hits);
    }

    /**
     * Waits until it was done to so many requests.
     *
     * @throws TestClusterException when it was not, in time
     */
    public synchronized void awaitHits(int count, Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (hits.size() < count) {
            var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new TestClusterException(
                        Code.TIMED_OUT,
                        fault + " was hit " + hits.size() + " times within " + limit + ", not " + count + " times");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TestClusterException(Code.TIMED_OUT, "interrupted while waiting for a hit of " + fault, e);
            }
        }
    }

    /** Ends it, also for requests that hang on it. Again, it does nothing. */
    public void off() {
        remove.accept(this);
        off.countDown();
    }

    /** Hangs until it is switched off, or the thread is interrupted because the server stops. */
    public void awaitOff() throws InterruptedIOException {
        try {
            off.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server stops");
        }
    }

    /** The same as {@link #off}. */
    @Override
    public void close() {
        off();
    }
}
