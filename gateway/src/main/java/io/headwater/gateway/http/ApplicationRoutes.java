package io.headwater.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.gateway.core.Applications;
import io.headwater.gateway.http.Answers.Code;
import io.headwater.gateway.kafka.GatewayPublisher;
import io.headwater.gateway.kubernetes.HubOperations;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.client.KubernetesException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Applications over REST, on Argo CD's paths. */
final class ApplicationRoutes {

    private static final String OPERATION_ID = "headwater.io/operation-id";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Applications applications;
    private final HubOperations hub;
    private final GatewayPublisher publisher;
    private final String namespace;
    private final Executor blocking;
    private final RandomGenerator random;

    /** @param blocking runs what waits for the hub */
    ApplicationRoutes(
            Applications applications,
            HubOperations hub,
            GatewayPublisher publisher,
            String namespace,
            Executor blocking,
            RandomGenerator random) {
        this.applications = applications;
        this.hub = hub;
        this.publisher = publisher;
        this.namespace = namespace;
        this.blocking = blocking;
        this.random = random;
    }

    void mount(Router router) {
        router.get("/api/v1/applications").handler(this::list);
        router.get("/api/v1/applications/:name").handler(this::get);
        router.get("/api/v1/applications/:name/managed-resources").handler(this::objects);
        router.post("/api/v1/applications/:name/sync").handler(this::sync);
    }

    private void list(RoutingContext context) {
        var answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("metadata").put("resourceVersion", String.valueOf(applications.newest()));
        var items = answer.putArray("items");
        applications.list().forEach(items::add);
        Answers.json(context, answer);
    }

    private void get(RoutingContext context) {
        var key = keyOf(context);
        var refresh = context.queryParam("refresh");
        if (refresh.isEmpty()) {
            applications.find(key).ifPresentOrElse(found -> Answers.json(context, found), () -> missing(context, key));
        } else {
            blocking.execute(() -> refresh(context, key, refresh.getFirst().equals("hard")));
        }
    }

    private void refresh(RoutingContext context, ApplicationKey key, boolean hard) {
        answer(context, key, "refresh", () -> hub.refresh(key, hard));
    }

    private void objects(RoutingContext context) {
        var key = keyOf(context);
        applications
                .objectsOf(key)
                .ifPresentOrElse(
                        found -> {
                            var answer = JsonNodeFactory.instance.objectNode();
                            answer.set("items", found);
                            Answers.json(context, answer);
                        },
                        () -> missing(context, key));
    }

    private void sync(RoutingContext context) {
        var key = keyOf(context);
        var body = context.body().asString();
        ObjectNode request;
        try {
            request = body == null || body.isBlank()
                    ? JsonNodeFactory.instance.objectNode()
                    : JSON.readValue(body, ObjectNode.class);
        } catch (JsonProcessingException e) {
            Answers.error(context, Code.INVALID_ARGUMENT, "the body is not a JSON object");
            return;
        }
        var operation = operation(request, actorOf(context));
        blocking.execute(() -> answer(context, key, "sync", () -> hub.request(key, operation)));
    }

    /** {@code operation} as Argo CD's API makes it of a request to sync. */
    private ObjectNode operation(ObjectNode request, String actor) {
        var operation = JsonNodeFactory.instance.objectNode();
        operation.putObject("initiatedBy").put("username", actor);
        var id = new UUID(random.nextLong(), random.nextLong()).toString();
        operation.putArray("info").addObject().put("name", OPERATION_ID).put("value", id);
        var sync = operation.putObject("sync");
        for (var field : List.of("revision", "prune", "dryRun", "resources", "syncOptions")) {
            if (request.hasNonNull(field)) {
                sync.set(field, request.get(field));
            }
        }
        if (request.hasNonNull("strategy")) {
            sync.set("syncStrategy", request.get("strategy"));
        }
        if (request.hasNonNull("retryStrategy")) {
            operation.set("retry", request.get("retryStrategy"));
        }
        return operation;
    }

    private void answer(
            RoutingContext context, ApplicationKey key, String action, Supplier<HubOperations.Outcome> request) {
        try {
            var outcome = request.get();
            var accepted = outcome == HubOperations.Outcome.WRITTEN;
            publisher.audit(
                    actorOf(context), action, Optional.of(key), "", accepted ? "accepted" : "refused", outcome.name());
            switch (outcome) {
                case WRITTEN ->
                    Answers.json(context, applications.find(key).orElseGet(JsonNodeFactory.instance::objectNode));
                case MISSING -> missing(context, key);
                case BUSY ->
                    Answers.error(
                            context,
                            Code.FAILED_PRECONDITION,
                            "another operation is already in progress on %s: wait for it to end".formatted(key));
            }
        } catch (KubernetesException e) {
            publisher.audit(
                    actorOf(context),
                    action,
                    Optional.of(key),
                    "",
                    "failed",
                    e.code().name());
            var code = e.is(KubernetesException.Code.INVALID) ? Code.INVALID_ARGUMENT : Code.UNAVAILABLE;
            Answers.error(context, code, String.valueOf(e.getMessage()));
        }
    }

    private ApplicationKey keyOf(RoutingContext context) {
        var asked = context.queryParam("appNamespace");
        return new ApplicationKey(asked.isEmpty() ? namespace : asked.getFirst(), context.pathParam("name"));
    }

    private static String actorOf(RoutingContext context) {
        return context.get("actor", "anonymous");
    }

    private static void missing(RoutingContext context, ApplicationKey key) {
        Answers.error(context, Code.NOT_FOUND, "there is no application %s".formatted(key));
    }
}
