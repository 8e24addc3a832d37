package io.headwater.gateway.http;

import io.headwater.gateway.http.Answers.Code;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Set;

/**
 * Keeps other pages in a person's browser from using the API in that person's place: what a browser says to come from elsewhere is refused, and without a
 * token also every name but this machine's own, since a name that an attacker owns can be made to point here.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#origin-header">Fetch: the Origin header</a>
 */
final class OriginGuard implements Handler<RoutingContext> {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final boolean loopbackOnly;

    /** @param loopbackOnly whether callers must name this machine by a loopback name */
    OriginGuard(boolean loopbackOnly) {
        this.loopbackOnly = loopbackOnly;
    }

    @Override
    public void handle(RoutingContext context) {
        var request = context.request();
        if (loopbackOnly
                && (request.authority() == null
                        || !THIS_MACHINE.contains(request.authority().host()))) {
            Answers.error(
                    context,
                    Code.PERMISSION_DENIED,
                    "without a token the gateway answers to 127.0.0.1 and localhost alone: set gateway.token.file");
        } else if (isFromElsewhere(request)) {
            Answers.error(context, Code.PERMISSION_DENIED, "pages of other sites may not use the gateway");
        } else {
            context.next();
        }
    }

    private static boolean isFromElsewhere(HttpServerRequest request) {
        var site = request.getHeader("sec-fetch-site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        var origin = request.getHeader("origin");
        return origin != null && !authorityOf(origin).equals(String.valueOf(request.authority()));
    }

    private static String authorityOf(String origin) {
        try {
            return String.valueOf(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
