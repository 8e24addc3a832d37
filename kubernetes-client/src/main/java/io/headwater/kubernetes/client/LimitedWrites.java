package io.headwater.kubernetes.client;

import io.headwater.kubernetes.client.KubernetesException.Code;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Sends writes, no more of them at once than the cluster bears, and repeats those that it refused unseen because it was busy. */
final class LimitedWrites {

    private static final int AT_FIRST = 16;
    private static final Duration UNNAMED_PAUSE = Duration.ofSeconds(1);

    private final Transport transport;
    private final RandomGenerator random;
    private final WriteLimiter limiter;
    private final @Nullable Runnable guard;

    LimitedWrites(Transport transport, RandomGenerator random) {
        this(transport, random, new WriteLimiter(AT_FIRST, Lane.WIDTH - 16, System::nanoTime), null);
    }

    private LimitedWrites(Transport transport, RandomGenerator random, WriteLimiter limiter, @Nullable Runnable guard) {
        this.transport = transport;
        this.random = random;
        this.limiter = limiter;
        this.guard = guard;
    }

    /** The same, sharing the limit, but each write is carried out only if the guard does not throw. */
    LimitedWrites guardedBy(Runnable asked) {
        return new LimitedWrites(transport, random, limiter, asked);
    }

    WriteLimiter limiter() {
        return limiter;
    }

    /** The request's time counts from its first turn on; repetitions after a 429 stay within it. */
    Transport.Answer call(Request request) {
        var acquired = acquire(request);
        var deadline = acquired + request.timeout().toNanos();
        while (true) {
            try {
                if (guard != null) {
                    // Spares the server a request that would be held back anyway.
                    guard.run();
                }
                var answer = transport.call(request, guard);
                limiter.succeeded(acquired);
                return answer;
            } catch (KubernetesException e) {
                if (!e.is(Code.TOO_MANY_REQUESTS)) {
                    limiter.failed();
                    throw e;
                }
                var pause = jittered(e.retryAfter().orElse(UNNAMED_PAUSE));
                limiter.throttled(pause);
                if (System.nanoTime() + pause.toNanos() - deadline >= 0) {
                    throw e;
                }
                sleep(request, pause);
            } catch (RuntimeException e) {
                limiter.failed();
                throw e;
            }
            acquired = acquire(request);
        }
    }

    /** Up to a quarter longer, so that those who were refused together do not come back together. */
    private Duration jittered(Duration asked) {
        return asked.plusNanos((long) (asked.toNanos() * 0.25 * random.nextDouble()));
    }

    private void sleep(Request request, Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(request, e);
        }
    }

    private long acquire(Request request) {
        try {
            return limiter.acquire();
        } catch (InterruptedException e) {
            throw interrupted(request, e);
        }
    }

    private KubernetesException interrupted(Request request, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KubernetesException(
                Code.INTERRUPTED,
                request,
                transport.server().toString(),
                "not carried out: interrupted while waiting",
                e);
    }
}
