package io.headwater.gateway.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.gateway.core.Applications;
import io.headwater.gateway.core.Applications.Change;
import io.headwater.gateway.core.Applications.Reader;
import io.headwater.kubernetes.ApplicationKey;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * {@code GET /api/v1/stream/applications}: changes as server-sent events, in the form of Argo CD's stream. {@code ?name=} and {@code ?appNamespace=} choose
 * one application; with {@code ?objects=true} an event {@code objects} says whose objects have changed.
 *
 * <p>A reader that begins, or has been away for too long, gets {@code reset} and everything there is; {@code complete} ends what it had missed. Event ids are
 * those of this process: after a restart of the gateway a reader begins anew.
 */
final class ApplicationStream {

    private final Applications applications;
    private final String namespace;
    private final String epoch;

    ApplicationStream(Applications applications, String namespace, RandomGenerator random) {
        this.applications = applications;
        this.namespace = namespace;
        this.epoch = Long.toHexString(random.nextLong());
    }

    void mount(Router router) {
        router.get("/api/v1/stream/applications").handler(this::stream);
    }

    private void stream(RoutingContext context) {
        var reader = new Subscription(context);
        applications.tell(since(context), reader);
    }

    private Optional<Long> since(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader("Last-Event-ID"))
                .filter(id -> id.matches(epoch + "-\\d{1,18}"))
                .map(id -> Long.valueOf(id.substring(epoch.length() + 1)));
    }

    /** One reader's stream. */
    private final class Subscription implements Reader {
        private final Optional<ApplicationKey> only;
        private final boolean objects;
        private final EventStream stream;

        Subscription(RoutingContext context) {
            var asked = Optional.ofNullable(context.request().getParam("appNamespace"));
            this.only = Optional.ofNullable(context.request().getParam("name"))
                    .map(name -> new ApplicationKey(asked.orElse(namespace), name));
            this.objects = "true".equals(context.request().getParam("objects"));
            this.stream = EventStream.begin(context, () -> applications.forget(this));
        }

        @Override
        public void reset() {
            stream.sign("reset", "{}");
        }

        @Override
        public void changed(Change change) {
            if (concerns(change.key())) {
                var data = JsonNodeFactory.instance.objectNode();
                data.putObject("result").put("type", change.event().name()).set("application", change.application());
                stream.send(epoch + "-" + change.number(), Answers.text(data));
            }
        }

        @Override
        public void complete() {
            stream.sign("complete", "{}");
        }

        @Override
        public void objectsChanged(ApplicationKey key) {
            if (objects && concerns(key)) {
                var data = JsonNodeFactory.instance.objectNode();
                data.put("namespace", key.namespace()).put("name", key.name());
                stream.sign("objects", Answers.text(data));
            }
        }

        private boolean concerns(ApplicationKey key) {
            return only.isEmpty() || only.get().equals(key);
        }
    }
}
