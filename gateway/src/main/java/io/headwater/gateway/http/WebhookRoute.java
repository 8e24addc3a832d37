package io.headwater.gateway.http;

import io.headwater.gateway.core.Delivery;
import io.headwater.gateway.core.GitHubDeliveries;
import io.headwater.gateway.http.Answers.Code;
import io.headwater.gateway.kafka.GatewayPublisher;
import io.headwater.gateway.kubernetes.WebhookSecret;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.runtime.Traces;
import io.headwater.schemas.TraceContext;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** {@code POST /api/webhook}: answers as soon as one record is written. */
final class WebhookRoute {

    private final GatewayPublisher publisher;
    private final WebhookSecret secret;
    private final int largest;
    private final Executor blocking;
    private final RandomGenerator random;

    WebhookRoute(
            GatewayPublisher publisher, WebhookSecret secret, int largest, Executor blocking, RandomGenerator random) {
        this.publisher = publisher;
        this.secret = secret;
        this.largest = largest;
        this.blocking = blocking;
        this.random = random;
    }

    void mount(Router router) {
        router.post("/api/webhook")
                .handler(BodyHandler.create(false).setBodyLimit(largest))
                .handler(context -> blocking.execute(() -> receive(context)));
    }

    private void receive(RoutingContext context) {
        var request = context.request();
        var event = request.getHeader(GitHubDeliveries.EVENT_HEADER);
        if (event == null) {
            refuse(context, 400, "unknown webhook: GitHub's push deliveries are understood");
            return;
        }
        try {
            var body = context.body().buffer();
            var delivery = GitHubDeliveries.read(
                    event,
                    header(context, GitHubDeliveries.DELIVERY_HEADER),
                    header(context, GitHubDeliveries.SIGNATURE_HEADER),
                    secret.current(),
                    body == null ? new byte[0] : body.getBytes());
            switch (delivery) {
                case Delivery.Pushed pushed -> accept(context, pushed);
                case Delivery.Irrelevant _ ->
                    context.response().setStatusCode(200).end();
                case Delivery.Refused(var status, var reason) -> refuse(context, status, reason);
            }
        } catch (KubernetesException e) {
            Answers.error(context, Code.UNAVAILABLE, "the webhook's secret can't be read: " + e.getMessage());
        }
    }

    private void accept(RoutingContext context, Delivery.Pushed delivery) {
        Traces.within(traceOf(context), () -> {
            var push = delivery.push();
            publisher.received(push).whenComplete((done, failure) -> {
                if (failure == null) {
                    context.response().setStatusCode(202).end();
                } else {
                    Answers.error(context, Code.UNAVAILABLE, "the delivery could not be kept; send it again");
                }
            });
            publisher.audit(
                    push.provider(),
                    "webhook",
                    Optional.empty(),
                    push.repositoryUrls().getFirst(),
                    "accepted",
                    push.after().isEmpty() ? push.ref() + " has moved" : push.ref() + " is at " + push.after());
        });
    }

    private void refuse(RoutingContext context, int status, String reason) {
        publisher.audit("unknown", "webhook", Optional.empty(), "/api/webhook", "refused", reason);
        context.response().setStatusCode(status).end(reason + "\n");
    }

    private TraceContext traceOf(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader("traceparent"))
                .flatMap(TraceContext::parse)
                .map(parent -> parent.next(random))
                .orElseGet(() -> TraceContext.begin(random));
    }

    private static String header(RoutingContext context, String name) {
        var value = context.request().getHeader(name);
        return value == null ? "" : value;
    }
}
