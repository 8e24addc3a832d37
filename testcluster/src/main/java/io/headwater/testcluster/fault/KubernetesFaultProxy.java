package io.headwater.testcluster.fault;

import com.sun.net.httpserver.HttpExchange;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.Kubeconfig;
import io.headwater.testcluster.TestClusterException;
import io.headwater.testcluster.TestClusterException.Code;
import io.headwater.testcluster.http.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Stands in front of an API server and ends TLS, so that single requests can be hit: before the server acts, after it acted, or instead. Safe for use
 * by many threads.
 *
 * <p>It has the API server's own certificate, so a kubeconfig differs in its address only; bearer tokens pass through. It speaks HTTP/1.1 on both sides, to
 * which clients that know HTTP/2 go down by themselves; watches stream. It cannot upgrade to WebSocket, as exec and port-forward want.
 */
public final class KubernetesFaultProxy implements AutoCloseable {

    /** What concerns one connection only, or is set by the client itself (RFC 9110, 7.6.1). */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final int CHUNK = 16 * 1024;

    private final ControlPlane plane;
    private final Clock clock = Clock.systemUTC();
    private final HttpClient upstream;
    private final LoopbackServer server;
    private final FaultBoard<KubernetesRequest, KubernetesFault> faults = new FaultBoard<>();
    private final List<KubernetesRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger kubeconfigs = new AtomicInteger();

    private KubernetesFaultProxy(ControlPlane plane) throws IOException {
        var identity = plane.serverIdentity();
        this.plane = plane;
        this.upstream = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(identity.clientContext())
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        this.server = LoopbackServer.start(0, Optional.of(identity), this::handle);
    }

    /** Starts a proxy on a free port. */
    public static KubernetesFaultProxy inFrontOf(ControlPlane plane) {
        try {
            return new KubernetesFaultProxy(plane);
        } catch (IOException e) {
            throw new TestClusterException(
                    Code.START_FAILED, "no proxy in front of " + plane.name() + ": " + e.getMessage(), e);
        }
    }

    public URI uri() {
        return server.uri();
    }

    /** The same user, through the proxy. */
    public Kubeconfig kubeconfig(Kubeconfig user) {
        var name = "through-proxy-" + server.uri().getPort() + "-" + kubeconfigs.incrementAndGet() + ".yaml";
        return user.at(server.uri(), plane.runDirectory().resolve("kubeconfigs").resolve(Path.of(name)));
    }

    /** Switches a fault on, for every request that is meant, until it is switched off. */
    public FaultSwitch<KubernetesRequest, KubernetesFault> fault(
            Predicate<KubernetesRequest> meant, KubernetesFault fault) {
        return faults.on(meant, fault);
    }

    /** Switches a fault on for the next so many requests that are meant. */
    public FaultSwitch<KubernetesRequest, KubernetesFault> fault(
            int times, Predicate<KubernetesRequest> meant, KubernetesFault fault) {
        return faults.times(times, meant, fault);
    }

    /** Every request since the start, in the order in which they came. */
    public List<KubernetesRequest> requests() {
        return List.copyOf(requests);
    }

    /** An exception breaks the connection off, which is also what becomes of it when the API server cannot be reached. */
    private void handle(HttpExchange exchange) throws IOException {
        var request = KubernetesRequest.of(clock.instant(), exchange.getRequestMethod(), exchange.getRequestURI());
        requests.add(request);
        var body = exchange.getRequestBody().readAllBytes();
        var hit = faults.hit(request);
        if (hit.isPresent()) {
            handle(exchange, request, body, hit.get());
        } else {
            pass(exchange, forward(exchange, body), Limit.NONE);
        }
    }

    private void handle(
            HttpExchange exchange,
            KubernetesRequest request,
            byte[] body,
            FaultSwitch<KubernetesRequest, KubernetesFault> on)
            throws IOException {
        switch (on.fault()) {
            case KubernetesFault.Before(var callback) -> {
                callback.accept(request);
                pass(exchange, forward(exchange, body), Limit.NONE);
            }
            case KubernetesFault.After(var callback) -> {
                var answer = forward(exchange, body);
                callback.accept(request);
                pass(exchange, answer, Limit.NONE);
            }
            case KubernetesFault.DropAnswer() -> {
                forward(exchange, body).body().close();
                throw new IOException("the answer is dropped by a fault");
            }
            case KubernetesFault.Answer(var status, var retryAfter) -> Answers.refuse(exchange, status, retryAfter);
            case KubernetesFault.Pretend(var status) -> {
                forward(exchange, body).body().close();
                Answers.refuse(exchange, status, Optional.empty());
            }
            case KubernetesFault.Hang() -> {
                on.awaitOff();
                pass(exchange, forward(exchange, body), Limit.NONE);
            }
            case KubernetesFault.Stall(var afterBytes) ->
                pass(exchange, forward(exchange, body), new Limit(afterBytes, on::awaitOff));
            case KubernetesFault.Cut(var afterBytes) ->
                pass(exchange, forward(exchange, body), new Limit(afterBytes, () -> {
                    throw new IOException("the answer is cut by a fault");
                }));
            case KubernetesFault.ExpireWatch() -> Answers.expireWatch(exchange);
        }
    }

    /**
     * How far an answer is passed on.
     *
     * @param bytes after so many
     * @param reached this is done, once, before the rest follows
     */
    private record Limit(long bytes, Reached reached) {

        static final Limit NONE = new Limit(Long.MAX_VALUE, () -> {});

        @FunctionalInterface
        interface Reached {
            void run() throws IOException;
        }
    }

    private HttpResponse<InputStream> forward(HttpExchange exchange, byte[] body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(plane.server().toString() + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return upstream.send(request.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the proxy stops");
        }
    }

    private static void pass(HttpExchange exchange, HttpResponse<InputStream> answer, Limit limit) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        try (var in = answer.body()) {
            exchange.sendResponseHeaders(answer.statusCode(), announcedLength(exchange, answer));
            var out = exchange.getResponseBody();
            // A watch on which nothing happens has begun all the same: its client waits for that.
            out.flush();
            var buffer = new byte[CHUNK];
            var passed = 0L;
            for (var length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                var before = (int) Math.min(length, Math.max(0, limit.bytes() - passed));
                out.write(buffer, 0, before);
                out.flush();
                if (before < length) {
                    limit.reached().run();
                    out.write(buffer, before, length - before);
                    out.flush();
                }
                passed += length;
            }
        }
        exchange.close();
    }

    /** In the JDK's words: -1 for no body, 0 for one of unknown length. */
    private static long announcedLength(HttpExchange exchange, HttpResponse<InputStream> answer) {
        if (exchange.getRequestMethod().equals("HEAD") || answer.statusCode() == 204 || answer.statusCode() == 304) {
            return -1;
        }
        var length = answer.headers().firstValueAsLong("Content-Length").orElse(0);
        return length == 0 && answer.headers().firstValue("Content-Length").isPresent() ? -1 : length;
    }

    /** Stops it, whatever is under way; callers that hang are let go. */
    @Override
    public void close() {
        faults.allOff();
        server.close();
        upstream.shutdownNow();
    }
}
