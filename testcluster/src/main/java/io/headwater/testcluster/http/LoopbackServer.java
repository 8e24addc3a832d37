package io.headwater.testcluster.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.headwater.testcluster.ServerIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The JDK's HTTP server on 127.0.0.1, with a virtual thread per exchange. An exception from the handler breaks the connection off.
 *
 * <p>It speaks HTTP/1.1, to which clients that know HTTP/2 go down by themselves.
 */
public final class LoopbackServer implements AutoCloseable {

    static {
        // Read once by the JDK's server: without it, small answers wait for the client's delayed acknowledgement, 40 ms
        // each.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean closed = new AtomicBoolean();

    private LoopbackServer(HttpServer http) {
        this.http = http;
    }

    /**
     * Starts a server.
     *
     * @param port 0 for a free one
     * @param identity with which it speaks TLS; without TLS when empty
     */
    public static LoopbackServer start(int port, Optional<ServerIdentity> identity, HttpHandler handler)
            throws IOException {
        var server =
                new LoopbackServer(listen(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), identity));
        server.http.setExecutor(server.threads);
        server.http.createContext("/", handler);
        server.http.start();
        return server;
    }

    private static HttpServer listen(InetSocketAddress address, Optional<ServerIdentity> identity) throws IOException {
        if (identity.isEmpty()) {
            return HttpServer.create(address, 0);
        }
        var server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity.get().serverContext()));
        return server;
    }

    /** Where it listens, without a path. */
    public URI uri() {
        var scheme = http instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + http.getAddress().getPort());
    }

    /** Stops it, whatever is under way. Again, it does nothing. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            http.stop(0);
            threads.shutdownNow();
        }
    }
}
