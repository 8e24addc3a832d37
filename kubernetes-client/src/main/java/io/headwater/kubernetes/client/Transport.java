package io.headwater.kubernetes.client;

import io.headwater.kubernetes.client.KubernetesException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests and brings answers, by the JDK's HTTP client.
 *
 * <p>Calls, which must be quick, share one connection; lists and watches have others, so that a flood of events never stands in the way of a write.
 * Every request ends within its time, body included. A request that a server refuses as unauthorized is repeated once, with renewed credentials.
 */
final class Transport implements AutoCloseable {

    private static final int LARGEST_ANSWER = 256 << 20;
    private static final int LARGEST_REFUSAL = 1 << 20;

    private final URI server;
    private final ConnectionOptions options;
    private final CurrentAccess access;
    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("kubernetes-http-", 0).factory());
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(
            1, Thread.ofVirtual().name("kubernetes-watchdog").factory());
    private final Lane calls;
    private final CopyOnWriteArrayList<Lane> streams = new CopyOnWriteArrayList<>();

    /** An answer that is a success, read to its end. */
    record Answer(int status, byte[] body) {}

    Transport(AccessSource source, ConnectionOptions options) {
        this.server = source.server();
        this.options = options;
        this.access = new CurrentAccess(source, options.clock());
        this.calls = new Lane(server, executor);
        scheduler.setRemoveOnCancelPolicy(true);
        var beat = new Heartbeat(server, access, options);
        var period = options.heartbeat().toMillis() / 4 + 1;
        var unused = scheduler.scheduleWithFixedDelay(() -> beat(beat), period, period, TimeUnit.MILLISECONDS);
    }

    /** While anything is watched, a write may have to follow at any moment, and finds its connection open. */
    private void beat(Heartbeat heartbeat) {
        var watching = streams.stream().anyMatch(lane -> lane.occupied() > 0);
        executor.execute(() -> heartbeat.check(calls, watching, false));
        streams.forEach(lane -> executor.execute(() -> heartbeat.check(lane, false, true)));
    }

    URI server() {
        return server;
    }

    /** @throws KubernetesException if the answer is no success, or none */
    Answer call(Request request) {
        return call(request, null);
    }

    /**
     * Sends a request of which the body is handed over only if the guard has no objection; see {@link GuardedBody}.
     *
     * @param guard throws to keep it from being carried out, and what it throws reaches the caller; null without one
     */
    Answer call(Request request, @Nullable Runnable guard) {
        var deadline = System.nanoTime() + request.timeout().toNanos();
        return renewing(with -> call(request, with, deadline, guard));
    }

    /**
     * Opens a stream; the caller closes it.
     *
     * @param silence how long a read from it may wait
     * @throws KubernetesException if the answer is no success, or none
     */
    OpenStream stream(Request request, Duration silence) {
        var deadline = System.nanoTime() + request.timeout().toNanos();
        return renewing(with -> stream(request, with, deadline, silence));
    }

    /**
     * Tries again, once, with what is in force now, if the server may not have taken what was used.
     *
     * <p>What may have been carried out is not tried again; the next request finds the new credentials.
     */
    private <R> R renewing(Function<ClusterAccess, R> attempt) {
        var used = access.get();
        try {
            return attempt.apply(used);
        } catch (KubernetesException e) {
            if (!Failures.mayRefuseCredentials(e)) {
                throw e;
            }
            var fresh = fresh(used, e);
            if (e.is(Code.OUTCOME_UNKNOWN) || !fresh.differsFrom(used)) {
                throw e;
            }
            return attempt.apply(fresh);
        }
    }

    /** @throws KubernetesException the refusal, with the reason why nothing newer can be had */
    private ClusterAccess fresh(ClusterAccess used, KubernetesException refusal) {
        try {
            return access.after(used);
        } catch (KubernetesException e) {
            if (refusal.is(Code.UNAUTHORIZED) || refusal.is(Code.TLS)) {
                throw e;
            }
            refusal.addSuppressed(e);
            throw refusal;
        }
    }

    private Answer call(Request request, ClusterAccess with, long deadline, @Nullable Runnable guard) {
        enter(request, deadline);
        try {
            var turn = turn(calls, request, with, deadline);
            var whole = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER);
            var body = guard == null
                    ? null
                    : new GuardedBody(BodyPublishers.ofByteArray(requiredBody(request)), guard, System::nanoTime);
            var response = answer(request, calls, turn, http(request, with, body), deadline, whole, body);
            if (response.statusCode() / 100 != 2) {
                throw refusal(request, response.body(), response);
            }
            return new Answer(response.statusCode(), response.body());
        } finally {
            calls.leave();
        }
    }

    private void enter(Request request, long deadline) {
        try {
            if (!calls.tryEnter(Duration.ofNanos(deadline - System.nanoTime()))) {
                throw notSent(request, Lane.WIDTH + " other requests have been waiting for answers all the time");
            }
        } catch (InterruptedException e) {
            throw interruptedBefore(request, e);
        }
    }

    private OpenStream stream(Request request, ClusterAccess with, long deadline, Duration silence) {
        var lane = freeStreamLane();
        OpenStream opened;
        HttpResponse<InputStream> response;
        try {
            var turn = turn(lane, request, with, deadline);
            response = answer(
                    request, lane, turn, http(request, with, null), deadline, BodyHandlers.ofInputStream(), null);
            opened = new OpenStream(decoded(response), lane, turn, silence, scheduler);
        } catch (RuntimeException e) {
            lane.leave();
            throw e;
        }
        if (response.statusCode() / 100 == 2) {
            return opened;
        }
        try (opened) {
            throw refusal(request, opened.readNBytes(LARGEST_REFUSAL), response);
        } catch (IOException e) {
            throw Failures.of(request, server, e);
        }
    }

    private static InputStream decoded(HttpResponse<InputStream> response) {
        var gzip = response.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
        return gzip ? new LazyGzip(response.body()) : response.body();
    }

    private Lane freeStreamLane() {
        for (var lane : streams) {
            if (lane.tryEnter()) {
                return lane;
            }
        }
        var lane = new Lane(server, executor);
        if (!lane.tryEnter()) {
            throw new IllegalStateException("a new lane is full");
        }
        streams.add(lane);
        return lane;
    }

    /** Sends over a lane and waits for the answer, whose body the handler takes. */
    private <T> HttpResponse<T> answer(
            Request request,
            Lane lane,
            Lane.Turn turn,
            HttpRequest sent,
            long deadline,
            BodyHandler<T> handler,
            @Nullable GuardedBody guarded) {
        var started = System.nanoTime();
        var answered = false;
        var pending = turn.client().sendAsync(sent, handler);
        try {
            var response = pending.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            lane.hear();
            answered = true;
            return response;
        } catch (TimeoutException e) {
            pending.cancel(true);
            if (lane.heardAt() - started < 0) {
                lane.abandon(turn.client(), false);
            }
            throw Failures.of(request, server, e);
        } catch (ExecutionException e) {
            throw failure(request, guarded, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw Failures.of(request, server, e);
        } finally {
            turn.settled(answered);
        }
    }

    /** A body that was held back was not carried out, however the exchange ended then. */
    private RuntimeException failure(Request request, @Nullable GuardedBody guarded, Throwable cause) {
        var objection = guarded == null ? null : guarded.objection().orElse(null);
        if (objection == null) {
            return Failures.of(request, server, cause);
        }
        return GuardedBody.isSilence(objection) ? notSent(request, String.valueOf(objection.getMessage())) : objection;
    }

    private static byte[] requiredBody(Request request) {
        var body = request.body();
        if (body == null) {
            throw new IllegalStateException(request.verb() + " has no body by which it could be held back");
        }
        return body;
    }

    private Lane.Turn turn(Lane lane, Request request, ClusterAccess with, long deadline) {
        try {
            return lane.turn(with, Duration.ofNanos(deadline - System.nanoTime()))
                    .orElseThrow(() -> notSent(request, "others have been trying to connect all the time"));
        } catch (InterruptedException e) {
            throw interruptedBefore(request, e);
        }
    }

    private KubernetesException notSent(Request request, String reason) {
        return new KubernetesException(Code.UNREACHABLE, request, server.toString(), "not sent: " + reason, null);
    }

    private KubernetesException interruptedBefore(Request request, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KubernetesException(Code.INTERRUPTED, request, server.toString(), "not sent: interrupted", e);
    }

    private HttpRequest http(Request request, ClusterAccess with, @Nullable GuardedBody guarded) {
        var builder = HttpRequest.newBuilder(URI.create(server + request.pathAndQuery()));
        builder.setHeader("User-Agent", options.userAgent());
        builder.setHeader("Accept", request.accept());
        with.authorization().get().ifPresent(value -> builder.setHeader("Authorization", value));
        if (with.compressed() && request.verb().equals("list")) {
            builder.setHeader("Accept-Encoding", "gzip");
        }
        with.headers().forEach(header -> builder.header(header.getKey(), header.getValue()));
        var body = request.body();
        if (body != null) {
            builder.setHeader("Content-Type", request.contentType());
        }
        if (guarded != null) {
            return builder.expectContinue(true)
                    .method(request.method(), guarded)
                    .build();
        }
        return builder.method(
                        request.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
    }

    private KubernetesException refusal(Request request, byte[] body, HttpResponse<?> response) {
        var refusal = Refusals.read(
                request, response.statusCode(), body, response.headers().firstValue("Retry-After"));
        return new KubernetesException(refusal.codeFor(request), request, server.toString(), refusal);
    }

    /** Ends everything that is under way. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        calls.close();
        List.copyOf(streams).forEach(Lane::close);
        executor.shutdown();
    }
}
