package io.headwater.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream of server-sent events to one reader. Safe for use from several threads. A reader that does not keep up is cut off: it comes back and asks for
 * what it has missed.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML: server-sent events</a>
 */
final class EventStream {

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

    private final HttpServerResponse response;
    private final Context loop;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Runnable onEnd;
    private final long signsOfLife;

    private EventStream(RoutingContext context, Runnable onEnd) {
        this.response = context.response();
        this.loop = context.vertx().getOrCreateContext();
        this.onEnd = onEnd;
        this.signsOfLife = context.vertx().setPeriodic(SIGN_OF_LIFE.toMillis(), ignored -> write(": here\n\n"));
    }

    /** Begins a stream; {@code onEnd} runs once when the reader is gone. Without events, a comment now and then says that the gateway is there. */
    static EventStream begin(RoutingContext context, Runnable onEnd) {
        var response = context.response();
        response.setChunked(true);
        response.putHeader("content-type", "text/event-stream").putHeader("cache-control", "no-cache");
        response.setWriteQueueMaxSize(4 * 1024 * 1024);
        var stream = new EventStream(context, onEnd);
        response.exceptionHandler(ignored -> stream.end(context.vertx()));
        response.closeHandler(ignored -> stream.end(context.vertx()));
        response.write(": welcome\n\n");
        return stream;
    }

    /** Sends an event after which a reader can go on, see {@code Last-Event-ID}. */
    void send(String id, String data) {
        write("id: " + id + "\ndata: " + data + "\n\n");
    }

    /** Sends an event of another type, which is not remembered. */
    void sign(String event, String data) {
        write("event: " + event + "\ndata: " + data + "\n\n");
    }

    private void write(String text) {
        loop.runOnContext(ignored -> {
            if (ended.get()) {
                return;
            }
            if (response.writeQueueFull()) {
                response.reset();
            } else {
                response.write(text);
            }
        });
    }

    private void end(Vertx vertx) {
        if (ended.compareAndSet(false, true)) {
            vertx.cancelTimer(signsOfLife);
            onEnd.run();
        }
    }
}
