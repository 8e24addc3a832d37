package io.headwater.kubernetes.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;

/** An API server of which a test says, request by request, what it answers; over plain HTTP. */
final class FakeApiServer implements AutoCloseable {

    static final ResourceType CONFIG_MAP = new ResourceType("", "v1", "configmaps", "ConfigMap", true);
    static final ResourceType SECRET = new ResourceType("", "v1", "secrets", "Secret", true);

    private final HttpServer server;
    private final Map<String, BiFunction<Call, Integer, Reply>> scripts = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** A request as it came. */
    record Call(String method, String path, String query, String authorization, String body) {
        String line() {
            return method + " " + path + (query.isEmpty() ? "" : "?" + query);
        }
    }

    /** What is answered. */
    sealed interface Reply {
        record Whole(int status, String body, Map<String, String> headers) implements Reply {}

        /** Sends these lines at once, then keeps the stream open as long as the action lasts. */
        record Stream(List<String> lines, Interruptible then) implements Reply {}

        /** Sends these bytes of a longer body and hangs up. */
        record Cut(String beginning) implements Reply {}
    }

    interface Interruptible {
        void run() throws InterruptedException;
    }

    FakeApiServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Says what is answered on a path.
     *
     * @param script given the request and how many there were on this path before
     */
    FakeApiServer on(String path, BiFunction<Call, Integer, Reply> script) {
        scripts.put(path, script);
        return this;
    }

    static Reply ok(String body) {
        return new Reply.Whole(200, body, Map.of());
    }

    static Reply status(int code, String reason, String message, String details) {
        return new Reply.Whole(code, """
                {"kind":"Status","apiVersion":"v1","status":"Failure","message":"%s","reason":"%s","details":%s,"code":%d}""".formatted(message, reason, details, code), Map.of());
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    ClusterConnection connect(ConnectionOptions options) {
        var config = "{\"bearerToken\":\"secret-token\"}".getBytes(StandardCharsets.UTF_8);
        return ClusterConnection.fromArgoClusterSecret(url(), Map.of("config", config), options);
    }

    ClusterConnection connect() {
        return connect(ConnectionOptions.standard());
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        calls.forEach(call -> lines.add(call.line()));
        return lines;
    }

    private void handle(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var call = new Call(
                exchange.getRequestMethod(),
                uri.getPath(),
                uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        int before;
        synchronized (calls) {
            before = (int) calls.stream()
                    .filter(each -> each.path().equals(call.path()))
                    .count();
            calls.add(call);
        }
        var script = scripts.get(uri.getPath());
        var reply = script == null ? new Reply.Whole(404, "404 page not found", Map.of()) : script.apply(call, before);
        try (exchange) {
            switch (reply) {
                case Reply.Whole(var status, var body, var headers) -> {
                    headers.forEach(
                            (name, value) -> exchange.getResponseHeaders().add(name, value));
                    var bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                }
                case Reply.Stream(var lines, var then) -> {
                    exchange.sendResponseHeaders(200, 0);
                    var out = exchange.getResponseBody();
                    out.write(String.join(
                                    "", lines.stream().map(line -> line + "\n").toList())
                            .getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    then.run();
                }
                case Reply.Cut(var beginning) -> {
                    exchange.sendResponseHeaders(200, beginning.length() + 100L);
                    exchange.getResponseBody().write(beginning.getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
