package io.headwater.e2e.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for processes that must find the same one again after a kill.
 *
 * <p>Between those of the control planes and those that the operating system gives to outgoing connections, so that nobody else takes one while its
 * process is down. None is given twice.
 */
final class Ports {

    private static final int FIRST = 30_000;
    private static final int COUNT = 2_700;
    private static final int STRIDE = 60;
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * STRIDE % COUNT));

    private Ports() {}

    static int take() {
        for (var turn = 0; turn < COUNT; turn++) {
            var port = FIRST + NEXT.getAndIncrement() % COUNT;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free from %d to %d".formatted(FIRST, FIRST + COUNT));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
