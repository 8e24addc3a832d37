package io.headwater.broker;

import io.headwater.broker.BrokerException.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two listening sockets of a broker, bound before Kafka is configured.
 *
 * <p>Kafka wants the controller's port in its configuration. Bound first, a free port stays ours, where one that was only looked up could be
 * taken by another process before Kafka binds it.
 */
final class LoopbackSockets implements ServerSocketFactory, AutoCloseable {

    private static final int BACKLOG = 128;

    private final ServerSocketChannel clients;
    private final ServerSocketChannel controller;

    private LoopbackSockets(ServerSocketChannel clients, ServerSocketChannel controller) {
        this.clients = clients;
        this.controller = controller;
    }

    /**
     * Binds both sockets.
     *
     * @param port where clients connect; 0 for a free one
     * @throws BrokerException when the port is taken
     */
    static LoopbackSockets bind(int port) {
        var clients = bindOne(port);
        try {
            return new LoopbackSockets(clients, bindOne(0));
        } catch (BrokerException e) {
            close(clients);
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

    int clientPort() {
        return clients.socket().getLocalPort();
    }

    int controllerPort() {
        return controller.socket().getLocalPort();
    }

    /** Hands Kafka the socket of the listener; from then on Kafka closes it. */
    @Override
    public ServerSocketChannel openServerSocket(
            String listenerName, InetSocketAddress address, int backlog, int receiveBufferSize) {
        return listenerName.equalsIgnoreCase(SingleNodeProperties.CONTROLLER_LISTENER) ? controller : clients;
    }

    @Override
    public void close() {
        close(clients);
        close(controller);
    }

    private static void close(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a listening socket did not close", e);
        }
    }
}
