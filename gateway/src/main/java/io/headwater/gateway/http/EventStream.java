package io.headwater.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream of server-sent events to one reader. Safe for use from several threads. A reader that does not keep up is cut off: it comes back and asks for
 * what it has missed.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML: server-sent events</a>
 */
final class EventStream {

    private final HttpServerResponse response;
    private final Context loop;
    private final AtomicBoolean ended = new AtomicBoolean();

    private EventStream(HttpServerResponse response, Context loop) {
        this.response = response;
        this.loop = loop;
    }

    /** Begins a stream; {@code onEnd} runs once when the reader is gone. */
    static EventStream begin(RoutingContext context, Runnable onEnd) {
        var response = context.response();
        response.setChunked(true);
        response.putHeader("content-type", "text/event-stream").putHeader("cache-control", "no-cache");
        response.setWriteQueueMaxSize(4 * 1024 * 1024);
        var stream = new EventStream(response, context.vertx().getOrCreateContext());
        response.exceptionHandler(ignored -> stream.end(onEnd));
        response.closeHandler(ignored -> stream.end(onEnd));
        response.write(": welcome\n\n");
        return stream;
    }

    /** Sends an event. */
    void send(long id, String data) {
        write("id: " + id + "\ndata: " + data + "\n\n");
    }

    /** Sends an event of a type that is not the default one. */
    void send(String event, long id, String data) {
        write("event: " + event + "\nid: " + id + "\ndata: " + data + "\n\n");
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

    private void end(Runnable onEnd) {
        if (ended.compareAndSet(false, true)) {
            onEnd.run();
        }
    }
}
