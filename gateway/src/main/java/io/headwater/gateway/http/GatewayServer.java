package io.headwater.gateway.http;

import io.headwater.gateway.GatewayConfig;
import io.headwater.gateway.core.Applications;
import io.headwater.gateway.http.Answers.Code;
import io.headwater.gateway.kafka.AuditLog;
import io.headwater.gateway.kafka.GatewayPublisher;
import io.headwater.gateway.kubernetes.HubOperations;
import io.headwater.gateway.kubernetes.WebhookSecret;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens: API, stream, webhooks, page, {@code /healthz}, {@code /readyz} and {@code /metrics} on one port. */
public final class GatewayServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
    private static final int LARGEST_REQUEST = 4 * 1024 * 1024;

    private final Vertx vertx;
    private final HttpServer server;
    private final ExecutorService blocking;

    /**
     * What the server shows and whom it asks.
     *
     * @param complete whether everything has been read, before which the API answers nothing
     * @param ready whether all services of this process do their work
     * @param metrics of this process, in Prometheus' text format
     */
    public record Surroundings(
            Applications applications,
            AuditLog audit,
            HubOperations hub,
            WebhookSecret webhookSecret,
            GatewayPublisher publisher,
            String namespace,
            RandomGenerator random,
            BooleanSupplier complete,
            BooleanSupplier ready,
            Supplier<String> metrics) {}

    private GatewayServer(Vertx vertx, HttpServer server, ExecutorService blocking) {
        this.vertx = vertx;
        this.server = server;
        this.blocking = blocking;
    }

    /** Starts listening. */
    public static GatewayServer start(GatewayConfig config, Surroundings surroundings) {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        var blocking = Executors.newVirtualThreadPerTaskExecutor();
        var options = new HttpServerOptions().setTcpNoDelay(true).setCompressionSupported(true);
        var server = vertx.createHttpServer(options).requestHandler(router(vertx, config, surroundings, blocking));
        try {
            server.listen(config.port(), config.host()).await();
        } catch (RuntimeException e) {
            vertx.close().await();
            throw new IllegalStateException(
                    "port %d of %s can't be listened on: choose another".formatted(config.port(), config.host()), e);
        }
        return new GatewayServer(vertx, server, blocking);
    }

    /** The port that is listened on. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        server.close().await();
        blocking.shutdownNow();
        vertx.close().await();
    }

    private static Router router(
            Vertx vertx, GatewayConfig config, Surroundings surroundings, ExecutorService blocking) {
        var router = Router.router(vertx);
        router.get("/healthz").handler(context -> context.response().end("ok\n"));
        router.get("/readyz").handler(context -> {
            var ready = surroundings.ready().getAsBoolean();
            context.response().setStatusCode(ready ? 200 : 503).end(ready ? "ready\n" : "not ready yet\n");
        });
        router.get("/metrics")
                .handler(TokenGuard.withTokenFrom(config.tokenFile()))
                .handler(context -> context.response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(surroundings.metrics().get()));
        new WebhookRoute(
                        surroundings.publisher(),
                        surroundings.webhookSecret(),
                        config.largestWebhook(),
                        blocking,
                        surroundings.random())
                .mount(router);
        router.route("/api/v1/*").handler(new OriginGuard(config.tokenFile().isEmpty()));
        router.route("/api/v1/*").handler(TokenGuard.withTokenFrom(config.tokenFile()));
        router.route("/api/v1/*").handler(BodyHandler.create(false).setBodyLimit(LARGEST_REQUEST));
        router.route("/api/v1/*").handler(context -> {
            if (surroundings.complete().getAsBoolean()) {
                context.next();
            } else {
                Answers.error(
                        context, Code.UNAVAILABLE, "the gateway has begun a moment ago and still reads: try again");
            }
        });
        new ApplicationStream(surroundings.applications(), surroundings.namespace(), surroundings.random())
                .mount(router);
        new ApplicationRoutes(
                        surroundings.applications(),
                        surroundings.hub(),
                        surroundings.publisher(),
                        surroundings.namespace(),
                        blocking,
                        surroundings.random())
                .mount(router);
        new AuditRoutes(surroundings.audit()).mount(router);
        router.route("/api/*").failureHandler(GatewayServer::answerFailure);
        router.route("/api/*")
                .handler(context -> Answers.error(
                        context,
                        Code.NOT_FOUND,
                        "there is no %s %s"
                                .formatted(
                                        context.request().method(),
                                        context.request().path())));
        PageRoutes.mount(router);
        return router;
    }

    private static void answerFailure(RoutingContext context) {
        switch (context.statusCode()) {
            case 413 -> Answers.error(context, Code.TOO_LARGE, "the body is larger than the gateway takes");
            case 400 -> Answers.error(context, Code.INVALID_ARGUMENT, "the request can't be read");
            default -> {
                LOG.atError()
                        .addKeyValue("path", context.request().path())
                        .setCause(context.failure())
                        .log("A request could not be answered");
                Answers.error(context, Code.INTERNAL, "the gateway has failed: see its log");
            }
        }
    }
}
