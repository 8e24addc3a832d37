package io.headwater.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.KubernetesException.Code;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A watch that is open. One thread reads it; any may close it, which ends a read that waits.
 *
 * <p>It resumes nothing by itself: {@link ListWatch} does.
 */
public final class WatchStream implements AutoCloseable {

    private final Request request;
    private final URI server;
    private final OpenStream body;
    private final LineReader lines;

    WatchStream(Request request, URI server, OpenStream body) {
        this.request = request;
        this.server = server;
        this.body = body;
        this.lines = new LineReader(body);
    }

    /**
     * Waits for the next event.
     *
     * @return empty when the server ended the watch in good order, or it was closed here
     * @throws KubernetesException {@code UNREACHABLE} if the connection broke, {@code TIMED_OUT} if nothing came for too long
     */
    public Optional<WatchEvent> next() {
        byte @Nullable [] line;
        try {
            line = lines.next();
        } catch (IOException e) {
            if (body.hasStalled()) {
                throw new KubernetesException(
                        Code.TIMED_OUT,
                        request,
                        server.toString(),
                        "the watch brings nothing any more, not even bookmarks or heartbeats",
                        e);
            }
            if (body.isClosed()) {
                return Optional.empty();
            }
            throw Failures.of(request, server, e);
        }
        return line == null ? Optional.empty() : Optional.of(event(line));
    }

    private WatchEvent event(byte[] line) {
        var tree = Json.objectOrNull(line);
        if (tree == null || !(tree.get("object") instanceof ObjectNode object)) {
            throw unexpected("no event");
        }
        return switch (tree.path("type").asText("")) {
            case "ADDED", "MODIFIED" -> new WatchEvent.Changed(new KubernetesObject(object));
            case "DELETED" -> new WatchEvent.Deleted(new KubernetesObject(object));
            case "BOOKMARK" -> new WatchEvent.Bookmark(new KubernetesObject(object).resourceVersion());
            case "ERROR" -> failed(object);
            default -> throw unexpected("an event of an unknown type");
        };
    }

    private WatchEvent failed(ObjectNode status) {
        var refusal = Refusals.read(request, status);
        return new WatchEvent.Failed(
                new KubernetesException(refusal.codeFor(request), request, server.toString(), refusal));
    }

    private KubernetesException unexpected(String what) {
        return new KubernetesException(Code.UNEXPECTED, request, server.toString(), "the watch brought " + what, null);
    }

    @Override
    public void close() {
        body.close();
    }
}
