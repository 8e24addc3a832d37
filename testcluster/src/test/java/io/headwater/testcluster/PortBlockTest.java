package io.headwater.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortBlockTest {

    @Test
    void keepsTwoControlPlanesApart() {
        try (var first = PortBlock.take();
                var second = PortBlock.take()) {
            assertThat(second.etcd()).isNotEqualTo(first.etcd());
        }
    }

    @Test
    void passesOverABlockWithATakenPort() throws Exception {
        int port;
        try (var block = PortBlock.take()) {
            port = block.scheduler();
        }
        try (var taken = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
                var block = PortBlock.take()) {
            assertThat(block.scheduler()).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void givesABlockBack() {
        int port;
        try (var block = PortBlock.take()) {
            port = block.etcd();
        }
        try (var again = PortBlock.take()) {
            assertThat(again.etcd()).isEqualTo(port);
        }
    }
}
