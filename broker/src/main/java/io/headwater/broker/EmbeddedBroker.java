package io.headwater.broker;

import io.headwater.broker.BrokerException.Code;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;

/**
 * A single-node Kafka broker (KRaft) in this process, reachable from this machine only.
 *
 * <p>A new data directory is formatted; an existing one is gone on with, cluster id included, also after the process was killed. Data is handed
 * to the operating system when a record is acknowledged, and so survives the process, but not a power cut.
 *
 * <p>Assembled from the parts of {@link KafkaRaftServer} rather than by it, since that takes no sockets that are bound already.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    /**
     * What a broker needs to know.
     *
     * @param dataDirectory where it keeps its data; created where missing
     * @param port where clients connect on 127.0.0.1; 0 for a free one
     * @param advertisedPort where clients are told to connect instead, as to a proxy; 0 for the port itself
     */
    public record Settings(Path dataDirectory, int port, int advertisedPort) {
        public Settings {
            Objects.requireNonNull(dataDirectory, "dataDirectory");
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be between 0 and 65535, was " + port);
            }
            if (advertisedPort < 0 || advertisedPort > 65_535) {
                throw new IllegalArgumentException("advertisedPort must be between 0 and 65535, was " + advertisedPort);
            }
        }

        /** Clients connect to the port itself. */
        public Settings(Path dataDirectory, int port) {
            this(dataDirectory, port, 0);
        }

        /** The port of each listener that is to be bound. */
        private Map<String, Integer> ports() {
            return SingleNodeProperties.listeners(advertisedPort != 0).stream()
                    .collect(Collectors.toMap(
                            listener -> listener,
                            listener -> listener.equals(SingleNodeProperties.CLIENT_LISTENER) ? port : 0));
        }
    }

    private final DataDirectory directory;
    private final LoopbackSockets sockets;
    private final int advertisedPort;
    private final String clusterId;
    private final ControllerServer controller;
    private final BrokerServer broker;
    private boolean closed;

    private EmbeddedBroker(
            Settings settings,
            DataDirectory directory,
            LoopbackSockets sockets,
            MetaPropertiesEnsemble formatted,
            FaultPolicy faults)
            throws Exception {
        this.directory = directory;
        this.sockets = sockets;
        this.advertisedPort = settings.advertisedPort() == 0 ? port() : settings.advertisedPort();
        this.clusterId = formatted.clusterId().orElseThrow();
        var config = KafkaConfig.fromProps(
                SingleNodeProperties.of(directory.logs(), settings.ports().keySet(), sockets::port, advertisedPort),
                false);
        var shared = new SharedServer(
                config,
                formatted,
                Time.SYSTEM,
                Server.initializeMetrics(config, Time.SYSTEM, clusterId),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()),
                faults,
                sockets);
        this.broker = new BrokerServer(shared);
        this.controller = new ControllerServer(
                shared,
                KafkaRaftServer.configSchema(),
                new BootstrapDirectory(directory.logs().toString()).read());
    }

    /**
     * Starts a broker; when this returns, clients can connect.
     *
     * @throws BrokerException with nothing left running
     */
    public static EmbeddedBroker start(Settings settings) {
        var directory = DataDirectory.open(settings.dataDirectory());
        try {
            var sockets = LoopbackSockets.bind(settings.ports());
            try {
                return start(settings, directory, sockets);
            } catch (BrokerException e) {
                sockets.close();
                throw e;
            }
        } catch (BrokerException e) {
            directory.close();
            throw e;
        }
    }

    private static EmbeddedBroker start(Settings settings, DataDirectory directory, LoopbackSockets sockets) {
        var faults = new FaultPolicy();
        try {
            var broker = new EmbeddedBroker(settings, directory, sockets, directory.formatted(), faults);
            broker.startServers();
            faults.brokerRuns();
            return broker;
        } catch (BrokerException e) {
            throw e;
        } catch (Exception e) {
            throw new BrokerException(
                    Code.START_FAILED,
                    "Kafka did not start on " + directory.logs() + " (" + e.getMessage()
                            + "): see its log, or give an empty data directory",
                    e);
        }
    }

    /** The controller first: the broker registers with it. */
    private void startServers() {
        try {
            controller.startup();
            broker.startup();
        } catch (RuntimeException e) {
            stopServers();
            throw e;
        }
    }

    /** Where clients connect: {@code 127.0.0.1:port}, with the advertised port. */
    public String bootstrapServers() {
        return "127.0.0.1:" + advertisedPort;
    }

    /** Where it listens for clients itself, whatever they are told. */
    public int port() {
        return sockets.port(SingleNodeProperties.CLIENT_LISTENER);
    }

    /** The id that the data directory got when it was formatted. */
    public String clusterId() {
        return clusterId;
    }

    /** Stops the broker, writes out what it holds, and releases the port and the data directory. Again, it does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stopServers();
        sockets.close();
        directory.close();
    }

    /** The broker first: it tells the controller that it goes, which a later start would else have to wait out. */
    private void stopServers() {
        broker.shutdown(STOP_LIMIT);
        controller.shutdown();
    }
}
