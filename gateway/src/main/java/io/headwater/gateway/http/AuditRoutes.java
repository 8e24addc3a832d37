package io.headwater.gateway.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.gateway.kafka.AuditLog;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/audit}: the newest entries of the audit; {@code /api/v1/stream/audit}: those to come. */
final class AuditRoutes {

    private static final int SHOWN = 100;

    private final AuditLog audit;

    AuditRoutes(AuditLog audit) {
        this.audit = audit;
    }

    void mount(Router router) {
        router.get("/api/v1/audit").handler(this::newest);
        router.get("/api/v1/stream/audit").handler(this::stream);
    }

    private void newest(RoutingContext context) {
        var answer = JsonNodeFactory.instance.objectNode();
        var items = answer.putArray("items");
        audit.newest(SHOWN).forEach(items::add);
        Answers.json(context, answer);
    }

    private void stream(RoutingContext context) {
        var listener = new Listener();
        listener.stream = EventStream.begin(context, () -> audit.forget(listener));
        audit.listen(listener);
    }

    private static final class Listener implements Consumer<ObjectNode> {
        private @Nullable EventStream stream;
        private long number;

        @Override
        public void accept(ObjectNode entry) {
            if (stream != null) {
                stream.send(String.valueOf(++number), Answers.text(entry));
            }
        }
    }
}
