package io.headwater.applier.topology;

import io.headwater.applier.kubernetes.LeaseOverException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Until when this process may write to clusters for a partition. Safe for use by many threads.
 *
 * <p>A transaction that was committed proves that nobody else owned the partition when it began. For the length of the lease from then on a write may
 * begin; whoever takes the partition over waits as long before it writes. So the lease counts from before the commit was sent, not from its
 * acknowledgement, which may come late. It has run out when either of two clocks says so: the one stands still while a machine is suspended, the other
 * may be set back.
 *
 * <p>A process may be stopped right after it has looked, for however long. So the lease is looked at when the API server has begun to count the
 * request's time ({@link io.headwater.kubernetes.client.ClusterConnection#guardedBy}): what comes later than the request timeout the API server itself
 * ends, and the next owner waits for as long. A look before the request is sent, however shortly, is not enough: of 400 writes, up to 14 were carried
 * out after the process had slept through a takeover, out of the queues of its HTTP client. Nor is a resourceVersion on each of them: it still fits
 * where the new owner had nothing to change. See {@code docs/adr/0006-late-writes-have-no-effect.md}.
 */
final class Lease {

    private final Duration length;
    private final LongSupplier nanoTime;
    private final Clock clock;
    private volatile @Nullable Moment proven;
    private volatile boolean ended;

    /** A moment by both clocks. */
    record Moment(long nanos, Instant time) {}

    /**
     * @param nanoTime a clock that only goes forward, also while the process is stopped
     * @param clock a clock that goes on while the machine is suspended
     */
    Lease(Duration length, LongSupplier nanoTime, Clock clock) {
        this.length = length;
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    Moment now() {
        return new Moment(nanoTime.getAsLong(), clock.instant());
    }

    /** Nobody else owned the partition at that moment. */
    void provenAt(Moment moment) {
        proven = moment;
    }

    /** Ends it for good. */
    void end() {
        ended = true;
    }

    /** @throws LeaseOverException if a write must not take effect any more */
    void require() {
        var since = proven;
        if (ended || since == null || !isRunning(since)) {
            throw new LeaseOverException();
        }
    }

    private boolean isRunning(Moment since) {
        return nanoTime.getAsLong() - since.nanos() < length.toNanos()
                && Duration.between(since.time(), clock.instant()).compareTo(length) < 0;
    }
}
