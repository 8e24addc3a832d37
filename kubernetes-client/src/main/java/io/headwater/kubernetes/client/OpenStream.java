package io.headwater.kubernetes.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The body of an answer as it arrives. It is read by one thread and may be closed by any, which ends a read that waits.
 *
 * <p>A read that waits longer than the limit closes the stream: a server that says nothing at all, not even bookmarks, counts as gone.
 */
final class OpenStream extends InputStream {

    private final InputStream body;
    private final Lane lane;
    private final Lane.Turn turn;
    private final long limitNanos;
    private final ScheduledFuture<?> watchdog;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long waitingSince;
    private volatile boolean waiting;
    private volatile boolean stalled;

    OpenStream(InputStream body, Lane lane, Lane.Turn turn, Duration limit, ScheduledExecutorService scheduler) {
        this.body = body;
        this.lane = lane;
        this.turn = turn;
        this.limitNanos = limit.toNanos();
        var period = Math.max(limitNanos / 4, TimeUnit.MILLISECONDS.toNanos(50));
        this.watchdog = scheduler.scheduleWithFixedDelay(this::closeIfStalled, period, period, TimeUnit.NANOSECONDS);
    }

    /** Whether it ended because nothing came: neither on it, nor in answer to heartbeats on its connection. */
    boolean hasStalled() {
        return stalled || turn.isDead();
    }

    boolean isClosed() {
        return closed.get();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        waitingSince = System.nanoTime();
        waiting = true;
        try {
            var count = body.read(into, offset, length);
            if (count > 0) {
                lane.hear();
            }
            return count;
        } finally {
            waiting = false;
        }
    }

    @Override
    public int read() throws IOException {
        var single = new byte[1];
        var count = read(single, 0, 1);
        return count < 0 ? -1 : single[0] & 0xff;
    }

    private void closeIfStalled() {
        if (waiting && System.nanoTime() - waitingSince > limitNanos) {
            stalled = true;
            close();
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        watchdog.cancel(false);
        try {
            body.close();
        } catch (IOException _) {
            // Nothing more is wanted of it, and its connection is looked after elsewhere.
        } finally {
            turn.ended();
            lane.leave();
        }
    }
}
