package io.headwater.broker;

import io.headwater.broker.BrokerException.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The listening sockets of a broker, bound before Kafka is configured.
 *
 * <p>Kafka wants the controller's port in its configuration. Bound first, a free port stays ours, where one that was only looked up could be
 * taken by another process before Kafka binds it.
 */
final class LoopbackSockets implements ServerSocketFactory, AutoCloseable {

    private static final int BACKLOG = 128;

    private final Map<String, ServerSocketChannel> byListener;

    private LoopbackSockets(Map<String, ServerSocketChannel> byListener) {
        this.byListener = byListener;
    }

    /**
     * Binds a socket for each listener.
     *
     * @param ports by the name of the listener; 0 for a free one
     * @throws BrokerException when a port is taken
     */
    static LoopbackSockets bind(Map<String, Integer> ports) {
        var sockets = new LoopbackSockets(new HashMap<>());
        try {
            ports.forEach((listener, port) -> sockets.byListener.put(listener, bindOne(port)));
            return sockets;
        } catch (BrokerException e) {
            sockets.close();
            throw e;
        }
    }

    private static ServerSocketChannel bindOne(int port) {
        try {
            var channel = ServerSocketChannel.open();
            try {
                channel.configureBlocking(false);
                return channel.bind(new InetSocketAddress(loopback(), port), BACKLOG);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new BrokerException(
                    Code.PORT_IN_USE,
                    "cannot listen on 127.0.0.1:" + port + " (" + e.getMessage()
                            + "): stop what listens there, or choose another port",
                    e);
        }
    }

    private static InetAddress loopback() throws UnknownHostException {
        return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
    }

    /** The port of a listener that was bound. */
    int port(String listener) {
        return socket(listener).socket().getLocalPort();
    }

    /** Hands Kafka the socket of the listener; from then on Kafka closes it. */
    @Override
    public ServerSocketChannel openServerSocket(
            String listenerName, InetSocketAddress address, int backlog, int receiveBufferSize) {
        return socket(listenerName);
    }

    private ServerSocketChannel socket(String listener) {
        return Objects.requireNonNull(byListener.get(listener), () -> "no listener " + listener);
    }

    @Override
    public void close() {
        byListener.values().forEach(LoopbackSockets::close);
    }

    private static void close(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a listening socket did not close", e);
        }
    }
}
