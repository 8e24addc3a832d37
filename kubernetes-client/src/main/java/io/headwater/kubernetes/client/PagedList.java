package io.headwater.kubernetes.client;

import io.headwater.kubernetes.client.KubernetesException.Code;
import io.headwater.kubernetes.client.Request.Query;
import java.io.IOException;
import java.time.Duration;

/** Lists page by page, from the first again when the server has forgotten the state that the pages were of. */
final class PagedList {

    private static final int PAGE = 500;
    private static final int RESTARTS = 3;
    private static final Duration FIRST_BYTE = Duration.ofSeconds(60);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Transport transport;
    private final ResourcePath collection;
    private final Selectors selectors;

    PagedList(Transport transport, ResourcePath collection, Selectors selectors) {
        if (!collection.isCollection()) {
            throw new IllegalArgumentException("a single object cannot be listed: " + collection);
        }
        this.transport = transport;
        this.collection = collection;
        this.selectors = selectors;
    }

    /**
     * Reads all of it.
     *
     * <p>Without a resourceVersion, so that the answer is as of now, and not of a cache that may have lost its etcd. When pages expire again and
     * again, the whole is asked for at once.
     */
    ListEnd read(ListSink sink) {
        for (var attempt = 0; ; attempt++) {
            try {
                return pages(sink, attempt < RESTARTS ? PAGE : 0);
            } catch (KubernetesException e) {
                if (!e.is(Code.GONE) || attempt >= RESTARTS) {
                    throw e;
                }
                sink.restarted();
            }
        }
    }

    private ListEnd pages(ListSink sink, int limit) {
        var count = 0;
        var continuation = "";
        while (true) {
            var page = page(sink, limit, continuation);
            count += page.count();
            continuation = page.continuation();
            if (continuation.isEmpty()) {
                return new ListEnd(page.resourceVersion(), count);
            }
        }
    }

    private ListReader.Page page(ListSink sink, int limit, String continuation) {
        var query = new Query()
                .with(selectors)
                .with("limit", limit == 0 ? "" : Integer.toString(limit))
                .with("continue", continuation);
        var request = Request.read("list", collection, query, FIRST_BYTE);
        try (var body = transport.stream(request, SILENCE)) {
            ListReader.Page page;
            try {
                page = new ListReader(collection.type()).read(body, sink::item);
            } catch (IOException e) {
                throw body.hasStalled()
                        ? new KubernetesException(
                                Code.TIMED_OUT,
                                request,
                                server(),
                                "nothing more came for " + SILENCE.toSeconds() + " s",
                                e)
                        : Failures.of(request, transport.server(), e);
            }
            if (page == null) {
                throw new KubernetesException(
                        Code.UNEXPECTED, request, server(), "the answer is no list with a resourceVersion", null);
            }
            return page;
        }
    }

    private String server() {
        return transport.server().toString();
    }
}
