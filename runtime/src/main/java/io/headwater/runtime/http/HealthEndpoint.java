package io.headwater.runtime.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BooleanSupplier;

/**
 * {@code /healthz}: the process is alive. {@code /readyz}: its services do their work, else 503. {@code /metrics}: in Prometheus' text format.
 */
public final class HealthEndpoint implements AutoCloseable {

    private final Vertx vertx;
    private final HttpServer server;

    private HealthEndpoint(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Starts listening.
     *
     * @param port 0 for any free one
     */
    public static HealthEndpoint start(String host, int port, BooleanSupplier ready, PrometheusMeterRegistry metrics) {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        var server = vertx.createHttpServer().requestHandler(request -> answer(request, ready, metrics));
        server.listen(port, host).await();
        return new HealthEndpoint(vertx, server);
    }

    /** The port that is listened on. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        server.close().await();
        vertx.close().await();
    }

    private static void answer(HttpServerRequest request, BooleanSupplier ready, PrometheusMeterRegistry metrics) {
        var response = request.response().putHeader("content-type", "text/plain; charset=utf-8");
        switch (request.path()) {
            case "/healthz" -> response.end("ok\n");
            case "/readyz" -> {
                var isReady = ready.getAsBoolean();
                response.setStatusCode(isReady ? 200 : 503).end(isReady ? "ready\n" : "not ready yet\n");
            }
            case "/metrics" -> response.end(metrics.scrape());
            default -> response.setStatusCode(404).end("there is /healthz, /readyz and /metrics\n");
        }
    }
}
