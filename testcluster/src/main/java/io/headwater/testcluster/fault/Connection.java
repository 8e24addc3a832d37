package io.headwater.testcluster.fault;

import java.io.IOException;
import java.net.Socket;
import java.util.function.Consumer;

/** A client's connection through a proxy, with its other half to the server. */
final class Connection {

    private final Socket client;
    private final Socket server;
    private final Consumer<Connection> ended;

    Connection(Socket client, Socket server, Consumer<Connection> ended) throws IOException {
        this.client = client;
        this.server = server;
        this.ended = ended;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    /** Passes bytes on in both directions, each in a thread of its own. */
    void pump(ToxicState toServer, ToxicState toClient) throws IOException {
        start(new Pump(client.getInputStream(), server.getOutputStream(), toServer), server);
        start(new Pump(server.getInputStream(), client.getOutputStream(), toClient), client);
    }

    private void start(Pump pump, Socket receiver) {
        Thread.ofVirtual().name("fault-proxy-pump").start(() -> {
            try {
                switch (pump.run()) {
                    case FINISHED -> finish(receiver);
                    case CUT -> close();
                    case RESET -> reset();
                }
            } catch (IOException broken) {
                close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
            }
        });
    }

    /** One side has said all; when both have, the connection is over. */
    private void finish(Socket receiver) throws IOException {
        receiver.shutdownOutput();
        if (client.isOutputShutdown() && server.isOutputShutdown()) {
            close();
        }
    }

    void close() {
        close(client);
        close(server);
        ended.accept(this);
    }

    void reset() {
        reset(client);
        reset(server);
        ended.accept(this);
    }

    /** Without lingering, a close is a reset. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closedAlready) {
            return;
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket did not close", e);
        }
    }
}
