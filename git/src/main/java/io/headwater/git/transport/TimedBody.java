package io.headwater.git.transport;

import io.headwater.git.GitErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream that gives up on silence, on a deadline and on too many bytes; the JDK's own stream waits forever.
 * Read by one thread; at most two chunks are in memory.
 */
final class TimedBody extends InputStream implements BodySubscriber<InputStream> {

    private static final Duration NEAR = Duration.ofMillis(50);
    private static final int NEAR_CHUNKS = 4;

    private final Duration idle;
    private final Deadline deadline;
    private final long limit;
    private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final Queue<ByteBuffer> chunk = new ArrayDeque<>();
    private long received;
    private @Nullable Arrival last;

    private sealed interface Arrival {
        record Bytes(List<ByteBuffer> buffers) implements Arrival {}

        record Failure(Throwable cause) implements Arrival {}

        record End() implements Arrival {}
    }

    TimedBody(Duration idle, Deadline deadline, long limit) {
        this.idle = idle;
        this.deadline = deadline;
        this.limit = limit;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        if (!subscription.complete(started)) {
            started.cancel();
            return;
        }
        started.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrivals.add(new Arrival.Bytes(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        arrivals.add(new Arrival.Failure(cause));
    }

    @Override
    public void onComplete() {
        arrivals.add(new Arrival.End());
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (chunk.isEmpty()) {
            if (!advance()) {
                return -1;
            }
        }
        var buffer = chunk.element();
        var count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        if (!buffer.hasRemaining()) {
            chunk.remove();
        }
        return count;
    }

    private boolean advance() throws IOException {
        if (last == null) {
            var arrival = await();
            if (arrival instanceof Arrival.Bytes(var buffers)) {
                accept(buffers);
                return true;
            }
            last = arrival;
        }
        if (last instanceof Arrival.Failure(var cause)) {
            throw new HttpRefusal(GitErrorCode.UNREACHABLE, "the connection broke within the answer", cause);
        }
        return false;
    }

    private void accept(List<ByteBuffer> buffers) throws IOException {
        for (var buffer : buffers) {
            received += buffer.remaining();
            if (buffer.hasRemaining()) {
                chunk.add(buffer);
            }
        }
        if (received > limit) {
            subscription.join().cancel();
            throw new HttpRefusal(GitErrorCode.TOO_LARGE, "the answer is larger than " + limit + " bytes", null);
        }
        subscription.join().request(1);
    }

    private Arrival await() throws IOException {
        var patience = deadline.atMost(idle);
        try {
            var arrival = arrivals.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (arrival == null) {
                subscription.thenAccept(Flow.Subscription::cancel);
                throw new HttpRefusal(
                        GitErrorCode.TIMEOUT,
                        "the server fell silent within the answer for " + patience.toMillis() + " ms",
                        null);
            }
            return arrival;
        } catch (InterruptedException interruption) {
            subscription.thenAccept(Flow.Subscription::cancel);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading an answer");
        }
    }

    /**
     * Reads on to the end where that is near, so that the connection can be used again; JGit stops at the last byte it needs. Else ends the
     * exchange.
     */
    @Override
    public void close() {
        if (!subscription.isDone() || isAtEnd()) {
            return;
        }
        subscription.join().cancel();
    }

    private boolean isAtEnd() {
        try {
            for (int chunks = 0; last == null && chunks < NEAR_CHUNKS; chunks++) {
                var arrival = arrivals.poll(NEAR.toNanos(), TimeUnit.NANOSECONDS);
                if (arrival instanceof Arrival.Bytes) {
                    subscription.join().request(1);
                } else if (arrival == null) {
                    return false;
                } else {
                    last = arrival;
                }
            }
            return last != null;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
