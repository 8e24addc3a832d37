package io.headwater.kubernetes.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks connections that have been silent for a while whether they live.
 *
 * <p>Without it, a watch over a connection that a router has forgotten is silent for ever, and looks like a cluster in which nothing happens. It
 * also keeps the connection for calls open through a lull, which saves the next write a TLS handshake. {@code /livez} is what API servers exempt
 * from priority and fairness; any answer, a refusal too, proves life. It is asked with credentials, since kube-apiserver closes a connection (GOAWAY)
 * on which it has answered somebody whom it does not know.
 */
final class Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final URI server;
    private final CurrentAccess access;
    private final ConnectionOptions options;

    Heartbeat(URI server, CurrentAccess access, ConnectionOptions options) {
        this.server = server;
        this.access = access;
        this.options = options;
    }

    /**
     * Asks if it is time to; blocks for the answer.
     *
     * @param keep whether the connection is kept, also if it has not been used for long
     * @param abort whether requests that are under way end with their dead connection at once, or in their own time
     */
    void check(Lane lane, boolean keep, boolean abort) {
        var needed = keep || lane.occupied() > 0 || lane.sinceUsed().compareTo(REMEMBERED) < 0;
        if (!needed || lane.sinceHeard().compareTo(options.heartbeat()) < 0) {
            return;
        }
        lane.ask().ifPresent(turn -> {
            var answered = false;
            try {
                answered = ask(lane, turn.client(), access.get(), abort);
            } catch (KubernetesException e) {
                LOG.atDebug()
                        .setMessage("No credentials for a heartbeat")
                        .addKeyValue("server", server)
                        .setCause(e)
                        .log();
            } finally {
                lane.asked(turn, answered);
            }
        });
    }

    private boolean ask(Lane lane, HttpClient client, ClusterAccess as, boolean abort) {
        var asked = System.nanoTime();
        var pending = client.sendAsync(request(as), BodyHandlers.discarding());
        try {
            pending.get(options.patience().toNanos(), TimeUnit.NANOSECONDS);
            lane.hear();
            return true;
        } catch (TimeoutException _) {
            pending.cancel(true);
            var others = lane.heardAt() - asked >= 0;
            if (!others) {
                abandon(lane, client, abort);
            }
            return others;
        } catch (ExecutionException e) {
            // A connection that breaks tells whoever uses it by itself.
            LOG.atDebug()
                    .setMessage("No answer to a heartbeat")
                    .addKeyValue("server", server)
                    .setCause(e.getCause() instanceof IOException cause ? cause : e)
                    .log();
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void abandon(Lane lane, HttpClient client, boolean abort) {
        LOG.atWarn()
                .setMessage("Connection gives no sign of life, making a new one")
                .addKeyValue("server", server)
                .addKeyValue("silentFor", lane.sinceHeard())
                .log();
        lane.abandon(client, abort);
    }

    private HttpRequest request(ClusterAccess as) {
        var builder = HttpRequest.newBuilder(URI.create(server + "/livez?exclude=etcd"))
                .setHeader("User-Agent", options.userAgent());
        as.authorization().get().ifPresent(value -> builder.setHeader("Authorization", value));
        return builder.build();
    }
}
