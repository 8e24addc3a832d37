package io.headwater.testcluster.fault;

import io.headwater.testcluster.TestClusterException;
import io.headwater.testcluster.TestClusterException.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on loopback that breaks connections in ways that are switched while it runs, for those that are open and those to come. Safe for use by
 * many threads.
 *
 * <p>Kafka's clients follow the address that the broker tells them, so the broker has to tell them the proxy's.
 */
public final class FaultProxy implements AutoCloseable {

    private final int port;
    private final Map<Direction, ToxicState> states = new EnumMap<>(Direction.class);
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile InetSocketAddress target;
    private Optional<Listening> listening = Optional.empty();

    /** While connections are accepted. */
    private record Listening(ServerSocket socket, Thread acceptor) {

        /** The system refuses connections only when the thread has left its wait for them. */
        void end() {
            try {
                socket.close();
                acceptor.join();
            } catch (IOException e) {
                throw new IllegalStateException("a listening socket did not close", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private FaultProxy(int port, InetSocketAddress target) {
        this.port = port;
        this.target = target;
        for (var direction : Direction.values()) {
            states.put(direction, new ToxicState());
        }
    }

    /** Starts a proxy on a free port, in front of a port of this machine. */
    public static FaultProxy to(int port) {
        return to(loopback(port));
    }

    /** Starts a proxy on a free port. */
    public static FaultProxy to(InetSocketAddress target) {
        var socket = listen(0);
        var proxy = new FaultProxy(socket.getLocalPort(), target);
        proxy.accept(socket);
        return proxy;
    }

    /** The port on 127.0.0.1 to connect to. */
    public int port() {
        return port;
    }

    /** Sends connections to come to another port of this machine. */
    public void retarget(int otherPort) {
        target = loopback(otherPort);
    }

    /** Does this to both directions, instead of what was done before. */
    public void poison(Toxic toxic) {
        for (var direction : Direction.values()) {
            poison(direction, toxic);
        }
    }

    /** Does this to one direction, instead of what was done to it before. */
    public void poison(Direction direction, Toxic toxic) {
        change(direction, Optional.of(toxic));
        if (toxic instanceof Toxic.Reset) {
            connections.forEach(Connection::reset);
        }
    }

    /** Takes the toxics off both directions, and listens again if connections were refused. */
    public void heal() {
        for (var direction : Direction.values()) {
            change(direction, Optional.empty());
        }
        allow();
    }

    private void change(Direction direction, Optional<Toxic> toxic) {
        state(direction).change(toxic);
    }

    private ToxicState state(Direction direction) {
        return Objects.requireNonNull(states.get(direction), "every direction has a state");
    }

    /** Closes what is open, and refuses new connections, until {@link #allow} or {@link #heal}. */
    public synchronized void refuse() {
        listening.ifPresent(Listening::end);
        listening = Optional.empty();
        connections.forEach(Connection::close);
        for (var direction : Direction.values()) {
            state(direction).wakeAll();
        }
    }

    /** Listens again, on the same port. */
    public synchronized void allow() {
        if (listening.isEmpty()) {
            accept(listen(port));
        }
    }

    /** How many connections are open. */
    public int open() {
        return connections.size();
    }

    /** How many connections there have been. */
    public int accepted() {
        return accepted.get();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    private static ServerSocket listen(int port) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(loopback(port));
            return socket;
        } catch (IOException e) {
            throw new TestClusterException(Code.START_FAILED, "no proxy on port " + port + ": " + e.getMessage(), e);
        }
    }

    private synchronized void accept(ServerSocket socket) {
        var acceptor = Thread.ofVirtual().name("fault-proxy-", port).start(() -> {
            while (!socket.isClosed()) {
                try {
                    serve(socket.accept());
                } catch (IOException closed) {
                    return;
                }
            }
        });
        listening = Optional.of(new Listening(socket, acceptor));
    }

    /** In a thread of its own: the server may take its time to accept. */
    private void serve(Socket client) {
        accepted.incrementAndGet();
        Thread.ofVirtual().name("fault-proxy-", port).start(() -> {
            try {
                var server = new Socket(target.getAddress(), target.getPort());
                var connection = new Connection(client, server, connections::remove);
                add(connection);
                connection.pump(state(Direction.TO_SERVER), state(Direction.TO_CLIENT));
            } catch (IOException unreachable) {
                Connection.reset(client);
            }
        });
    }

    private synchronized void add(Connection connection) throws IOException {
        if (listening.isEmpty()) {
            connection.close();
            throw new IOException("refused since it was accepted");
        }
        connections.add(connection);
    }

    /** Closes all connections and stops listening. */
    @Override
    public synchronized void close() {
        refuse();
    }
}
