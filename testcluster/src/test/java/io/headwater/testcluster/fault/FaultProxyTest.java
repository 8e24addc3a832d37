package io.headwater.testcluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {

    private static final int PATIENCE = 30_000;

    private final ServerSocket echo = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
    private final Thread echoing = Thread.ofVirtual().start(this::serve);
    private final FaultProxy proxy = FaultProxy.to(echo.getLocalPort());

    FaultProxyTest() throws IOException {}

    @AfterEach
    void stop() throws IOException, InterruptedException {
        proxy.close();
        stopEcho();
    }

    /** A thread that waits for connections takes one more unless it has left. */
    private void stopEcho() throws IOException, InterruptedException {
        echo.close();
        echoing.join();
    }

    @Test
    void passesBytesOn() throws Exception {
        try (var socket = connect()) {
            assertThat(echoOf(socket, 100_000)).isEqualTo(100_000);
        }
        assertThat(proxy.accepted()).isOne();
    }

    @Test
    void tellsEachSideWhenTheOtherHasEnded() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream().write(new byte[10]);
            socket.shutdownOutput();

            assertThat(socket.getInputStream().readAllBytes()).hasSize(10);
        }
    }

    @Test
    void hangsAndGoesOn() throws Exception {
        try (var socket = connect()) {
            proxy.poison(Direction.TO_CLIENT, new Toxic.Hang());
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> echoOf(socket, 10)).isInstanceOf(SocketTimeoutException.class);

            proxy.heal();
            socket.setSoTimeout(PATIENCE);

            assertThat(socket.getInputStream().readNBytes(10)).hasSize(10);
        }
    }

    @Test
    void resetsOpenConnectionsAtOnce() throws Exception {
        try (var socket = connect()) {
            echoOf(socket, 1);
            proxy.poison(new Toxic.Reset());

            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void resetsNewConnections() throws Exception {
        proxy.poison(Direction.TO_SERVER, new Toxic.Reset());
        try (var socket = connect()) {
            socket.getOutputStream().write(1);

            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void cutsAnAnswerInTheMiddle() throws Exception {
        proxy.poison(Direction.TO_CLIENT, new Toxic.Cut(6000));
        try (var socket = connect()) {
            socket.getOutputStream().write(new byte[10_000]);

            assertThat(socket.getInputStream().readAllBytes()).hasSize(6000);
        }
    }

    @Test
    void passesBytesOnSlowly() throws Exception {
        proxy.poison(Direction.TO_SERVER, new Toxic.Slow(10_000));
        try (var socket = connect()) {
            var started = System.nanoTime();
            echoOf(socket, 5_000);

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(400));
        }
    }

    @Test
    void refusesUntilItAllowsAgainOnTheSamePort() throws Exception {
        try (var open = connect()) {
            echoOf(open, 1);
            proxy.refuse();

            assertThat(open.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            assertThat(proxy.open()).isZero();
        }
        proxy.allow();
        try (var socket = connect()) {
            assertThat(echoOf(socket, 10)).isEqualTo(10);
        }
    }

    @Test
    void followsAServerThatMoves() throws Exception {
        try (var moved = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"))) {
            proxy.retarget(moved.getLocalPort());
            try (var socket = connect();
                    var accepted = moved.accept()) {
                accepted.getOutputStream().write(7);

                assertThat(socket.getInputStream().read()).isEqualTo(7);
            }
        }
    }

    @Test
    void breaksOffWhenTheServerIsGone() throws Exception {
        stopEcho();
        try (var socket = connect()) {
            assertThat(isBrokenOff(socket)).isTrue();
        }
    }

    /** Whether a connection ends: the system resets it, or, where the server went while it was being accepted, ends it in good order. */
    private static boolean isBrokenOff(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), proxy.port());
        socket.setSoTimeout(PATIENCE);
        return socket;
    }

    private static int echoOf(Socket socket, int length) throws IOException {
        Thread.ofVirtual().start(() -> {
            try {
                socket.getOutputStream().write(new byte[length]);
            } catch (IOException broken) {
                // What the reading side is told is what the test is about.
            }
        });
        return socket.getInputStream().readNBytes(length).length;
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                var client = echo.accept();
                Thread.ofVirtual().start(() -> {
                    try (client) {
                        client.getInputStream().transferTo(client.getOutputStream());
                    } catch (IOException broken) {
                        // By the test.
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }
}
