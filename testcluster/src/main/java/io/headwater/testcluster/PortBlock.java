package io.headwater.testcluster;

import io.headwater.testcluster.TestClusterException.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;

/**
 * Ten neighbouring ports that one control plane has to itself for as long as this is open, also while its processes are down.
 *
 * <p>Below the range from which the operating system takes ports for outgoing connections, so that nobody gets one by accident; among control planes,
 * a locked file per block keeps them apart, whichever process they belong to.
 */
final class PortBlock implements AutoCloseable {

    private static final int FIRST = 20_000;
    private static final int SIZE = 10;
    private static final int BLOCKS = 1_000;

    private final int base;
    private final FileChannel lock;

    private PortBlock(int base, FileChannel lock) {
        this.base = base;
        this.lock = lock;
    }

    /** Takes a block of which every port is free. */
    static PortBlock take() {
        var locks = Path.of(
                System.getProperty("java.io.tmpdir"), "headwater-testcluster-ports-" + System.getProperty("user.name"));
        var start = (int) (ProcessHandle.current().pid() % BLOCKS);
        try {
            Files.createDirectories(locks);
            for (var turn = 0; turn < BLOCKS; turn++) {
                var base = FIRST + (start + turn) % BLOCKS * SIZE;
                var channel = lock(locks.resolve(base + ".lock"));
                if (channel.isOpen() && free(base)) {
                    return new PortBlock(base, channel);
                }
                channel.close();
            }
        } catch (IOException e) {
            throw new TestClusterException(
                    Code.FILES, "cannot keep the locks of ports in " + locks + ": " + e.getMessage(), e);
        }
        throw new TestClusterException(
                Code.START_FAILED,
                "no free block of ports between " + FIRST + " and " + (FIRST + BLOCKS * SIZE)
                        + ": stop other control planes");
    }

    /** An open channel that holds the lock, or a closed one. */
    private static FileChannel lock(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // Taken, as by another process.
        }
        channel.close();
        return channel;
    }

    private static boolean free(int base) {
        return IntStream.range(base, base + SIZE).allMatch(PortBlock::bindable);
    }

    private static boolean bindable(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    int etcd() {
        return base;
    }

    int etcdPeer() {
        return base + 1;
    }

    int apiServer() {
        return base + 2;
    }

    int scheduler() {
        return base + 3;
    }

    int kwok() {
        return base + 4;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new TestClusterException(Code.FILES, "cannot release the ports from " + base + " on", e);
        }
    }
}
