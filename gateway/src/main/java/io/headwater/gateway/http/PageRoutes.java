package io.headwater.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The page: a few files from the class path, and the same page for every address that it knows by itself. */
final class PageRoutes {

    private static final String FOLDER = "/io/headwater/gateway/page/";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private static final List<String> FILES =
            List.of("app.js", "dom.js", "gateway.js", "list.js", "one.js", "words.js", "style.css", "icon.svg");

    /** Nothing from elsewhere, nothing inline: text of a cluster that became markup could still do nothing. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private PageRoutes() {}

    static void mount(Router router) {
        for (var file : FILES) {
            router.get("/" + file).handler(context -> send(context, file));
        }
        router.get("/").handler(context -> send(context, "index.html"));
        router.get("/applications/*").handler(context -> send(context, "index.html"));
    }

    private static void send(RoutingContext context, String file) {
        var type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        context.response()
                .putHeader("content-type", type)
                .putHeader("cache-control", "no-cache")
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("x-frame-options", "DENY")
                .putHeader("content-security-policy", POLICY)
                .end(Buffer.buffer(read(file)));
    }

    private static byte[] read(String file) {
        try (var in = PageRoutes.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("the page's file " + file + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the page's file " + file + " can't be read", e);
        }
    }
}
