package io.headwater.kubernetes.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How many writes a cluster is given at once.
 *
 * <p>The number rises by one per round of successes while it is used up, falls by a tenth when answers take several times as long as they used to,
 * and by half when the server refuses with 429. Where it was refused, it is tried again only after many rounds. When even one at a time is refused,
 * everything stops until the time that the server names. Whoever waits is let in in order of arrival.
 */
public final class WriteLimiter {

    private static final double LOWEST_FOR_LATENCY = 4;
    private static final double SLOW_FACTOR = 4;
    private static final double ROUNDS_BEFORE_REFUSED_AGAIN = 20;
    private static final long SLOW_AT_LEAST_NANOS = Duration.ofMillis(100).toNanos();
    private static final long DECREASE_PAUSE_NANOS = Duration.ofMillis(200).toNanos();

    private final int most;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
    private double limit;
    private double refused = Double.MAX_VALUE;
    private int inFlight;
    private long pausedUntil;
    private boolean paused;
    private long lastDecrease;
    private double usual;
    private double recent;

    private final class Waiter {
        private final Condition turn = lock.newCondition();
    }

    /**
     * @param start how many at first
     * @param most how many at most
     * @param nanoTime a clock that only goes forward
     */
    public WriteLimiter(int start, int most, LongSupplier nanoTime) {
        if (start < 1 || most < start) {
            throw new IllegalArgumentException("start must be from 1 to most, was " + start + " of " + most);
        }
        this.limit = start;
        this.most = most;
        this.nanoTime = nanoTime;
        this.lastDecrease = nanoTime.getAsLong() - DECREASE_PAUSE_NANOS;
    }

    /** Waits for its turn; exactly one of {@link #succeeded}, {@link #throttled} and {@link #failed} must follow. */
    public long acquire() throws InterruptedException {
        lock.lock();
        try {
            var waiter = new Waiter();
            waiters.addLast(waiter);
            try {
                while (!mayGo(waiter)) {
                    await(waiter);
                }
                inFlight++;
            } finally {
                waiters.remove(waiter);
                wakeNext();
            }
            return nanoTime.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    private boolean mayGo(Waiter waiter) {
        if (paused && nanoTime.getAsLong() - pausedUntil >= 0) {
            paused = false;
        }
        return !paused && waiters.peekFirst() == waiter && inFlight < (int) limit;
    }

    private void await(Waiter waiter) throws InterruptedException {
        if (paused && waiters.peekFirst() == waiter) {
            var unused = waiter.turn.awaitNanos(pausedUntil - nanoTime.getAsLong());
        } else {
            waiter.turn.await();
        }
    }

    /** @param acquired what {@link #acquire} returned */
    public void succeeded(long acquired) {
        lock.lock();
        try {
            var now = nanoTime.getAsLong();
            var full = inFlight >= (int) limit;
            inFlight--;
            measure(now - acquired);
            if (isSlow()) {
                decrease(now, Math.max(Math.min(limit, LOWEST_FOR_LATENCY), limit * 0.9));
            } else if (full) {
                rise();
            }
            wakeNext();
        } finally {
            lock.unlock();
        }
    }

    /** The server refused the write for being too busy, and did nothing of it; its caller waits for as long as the server asks. */
    public void throttled(Duration retryAfter) {
        lock.lock();
        try {
            var now = nanoTime.getAsLong();
            inFlight--;
            if (limit < 2 && isTimeToDecrease(now)) {
                pause(now + retryAfter.toNanos());
            }
            refused = Math.min(refused, Math.floor(limit));
            decrease(now, Math.max(1, limit / 2));
            wakeNext();
        } finally {
            lock.unlock();
        }
    }

    /** The write came to nothing for another reason, of which no load can be told. */
    public void failed() {
        lock.lock();
        try {
            inFlight--;
            wakeNext();
        } finally {
            lock.unlock();
        }
    }

    private void measure(long nanos) {
        if (usual == 0) {
            usual = nanos;
            recent = nanos;
            return;
        }
        usual = nanos < usual ? nanos : usual + (nanos - usual) * 0.001;
        recent += (nanos - recent) * 0.1;
    }

    private boolean isSlow() {
        return recent > usual * SLOW_FACTOR && recent > usual + SLOW_AT_LEAST_NANOS;
    }

    private void rise() {
        var cautious = limit + 1 >= refused && limit < refused;
        limit = Math.min(most, limit + 1 / (limit * (cautious ? ROUNDS_BEFORE_REFUSED_AGAIN : 1)));
        if (limit >= refused) {
            // It is tried now; if it is refused again, that is noted again.
            refused = Double.MAX_VALUE;
        }
    }

    private void decrease(long now, double to) {
        if (isTimeToDecrease(now)) {
            limit = to;
            lastDecrease = now;
        }
    }

    /** Once per round: all that is in flight was sent under the same limit. */
    private boolean isTimeToDecrease(long now) {
        return now - lastDecrease >= Math.max(DECREASE_PAUSE_NANOS, (long) recent);
    }

    private void pause(long until) {
        if (!paused || until - pausedUntil > 0) {
            pausedUntil = until;
            paused = true;
        }
    }

    private void wakeNext() {
        var next = waiters.peekFirst();
        if (next != null) {
            next.turn.signal();
        }
    }

    /** How many may be under way now. */
    public int limit() {
        lock.lock();
        try {
            return (int) limit;
        } finally {
            lock.unlock();
        }
    }

    public int inFlight() {
        lock.lock();
        try {
            return inFlight;
        } finally {
            lock.unlock();
        }
    }

    /** How many wait for their turn. */
    public int waiting() {
        lock.lock();
        try {
            return waiters.size();
        } finally {
            lock.unlock();
        }
    }
}
