package io.headwater.broker;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Kafka's configuration when one process is the whole cluster.
 *
 * <p>Kafka's defaults are made for three or more machines: replicated internal topics, fifty partitions each, eight request threads, a cleaner
 * that takes 128 MiB, segments of 1 GiB. Each value here that differs says why.
 */
final class SingleNodeProperties {

    static final int NODE_ID = 1;
    static final String CLIENT_LISTENER = "PLAINTEXT";
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    static final String INTERNAL_LISTENER = "INTERNAL";

    private static final int MIB = 1024 * 1024;

    /** One replica is all there is; few partitions, since each costs files and a recovery at every start. */
    private static final Map<String, Object> INTERNAL_TOPICS = Map.ofEntries(
            Map.entry("default.replication.factor", 1),
            Map.entry("min.insync.replicas", 1),
            Map.entry("offsets.topic.replication.factor", 1),
            Map.entry("offsets.topic.num.partitions", 4),
            Map.entry("offsets.topic.segment.bytes", 16 * MIB),
            Map.entry("transaction.state.log.replication.factor", 1),
            Map.entry("transaction.state.log.min.isr", 1),
            Map.entry("transaction.state.log.num.partitions", 4),
            Map.entry("transaction.state.log.segment.bytes", 16 * MIB),
            Map.entry("share.coordinator.state.topic.replication.factor", 1),
            Map.entry("share.coordinator.state.topic.min.isr", 1),
            Map.entry("share.coordinator.state.topic.num.partitions", 1));

    /**
     * A topic is made by who owns it: one that was deleted must not come back by itself with the wrong partition count. Only closed segments are
     * compacted, so they close early. A tombstone stays for a week, for whoever was away. A record may have 4 MiB, and its batch a little more.
     */
    private static final Map<String, Object> TOPICS = Map.of(
            "auto.create.topics.enable", false,
            "log.segment.bytes", 32 * MIB,
            "log.roll.ms", 10 * 60 * 1000,
            "log.index.size.max.bytes", MIB,
            "log.cleaner.delete.retention.ms", 7 * 24 * 60 * 60 * 1000,
            "message.max.bytes", 5 * MIB);

    /** No member has to be waited for; a consumer that died gives its partitions up after six seconds. */
    private static final Map<String, Object> GROUPS = Map.ofEntries(
            Map.entry("group.initial.rebalance.delay.ms", 0),
            Map.entry("group.min.session.timeout.ms", 1000),
            Map.entry("group.consumer.session.timeout.ms", 6000),
            Map.entry("group.consumer.min.session.timeout.ms", 6000),
            Map.entry("group.consumer.heartbeat.interval.ms", 2000),
            Map.entry("group.consumer.min.heartbeat.interval.ms", 2000),
            Map.entry("group.streams.initial.rebalance.delay.ms", 0),
            Map.entry("group.streams.session.timeout.ms", 6000),
            Map.entry("group.streams.min.session.timeout.ms", 6000),
            Map.entry("group.streams.heartbeat.interval.ms", 2000),
            Map.entry("group.streams.min.heartbeat.interval.ms", 2000));

    private static final Map<String, Object> THREADS_AND_MEMORY = Map.ofEntries(
            Map.entry("num.network.threads", 2),
            Map.entry("num.io.threads", 3),
            Map.entry("background.threads", 2),
            Map.entry("num.recovery.threads.per.data.dir", 2),
            Map.entry("group.coordinator.threads", 1),
            Map.entry("group.coordinator.background.threads", 1),
            Map.entry("log.cleaner.dedupe.buffer.size", 8 * MIB),
            Map.entry("log.cleaner.io.buffer.size", MIB / 4),
            Map.entry("queued.max.requests", 100),
            Map.entry("offsets.load.buffer.size", MIB),
            Map.entry("transaction.state.log.load.buffer.size", MIB));

    /**
     * A quorum of one needs no record twice a second to prove that it is alive, and no other voter to share an append with.
     * A broker that was killed is still registered when it comes back, and is turned away until that session has run out: nine seconds by Kafka's
     * default.
     */
    private static final Map<String, Object> CONTROLLER = Map.of(
            "metadata.max.idle.interval.ms", 0,
            "controller.quorum.append.linger.ms", 0,
            "broker.session.timeout.ms", 3000,
            "broker.heartbeat.interval.ms", 1000,
            "metadata.log.segment.bytes", 16 * MIB);

    private SingleNodeProperties() {}

    /**
     * Kafka's configuration.
     *
     * @param listeners as {@link #listeners} gives them
     * @param port of each listener
     * @param advertisedPort where clients are told to connect
     */
    static Properties of(Path logs, Collection<String> listeners, ToIntFunction<String> port, int advertisedPort) {
        var properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", String.valueOf(NODE_ID));
        properties.setProperty("log.dirs", logs.toString());
        properties.setProperty("listeners", joined(listeners, name -> listener(name, port.applyAsInt(name))));
        properties.setProperty(
                "advertised.listeners",
                joined(
                        listeners.stream()
                                .filter(name -> !name.equals(CONTROLLER_LISTENER))
                                .toList(),
                        name -> listener(name, name.equals(CLIENT_LISTENER) ? advertisedPort : port.applyAsInt(name))));
        properties.setProperty("listener.security.protocol.map", joined(listeners, name -> name + ":PLAINTEXT"));
        properties.setProperty(
                "inter.broker.listener.name",
                listeners.contains(INTERNAL_LISTENER) ? INTERNAL_LISTENER : CLIENT_LISTENER);
        properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        properties.setProperty(
                "controller.quorum.voters", NODE_ID + "@127.0.0.1:" + port.applyAsInt(CONTROLLER_LISTENER));
        setAll(properties, INTERNAL_TOPICS);
        setAll(properties, TOPICS);
        setAll(properties, GROUPS);
        setAll(properties, THREADS_AND_MEMORY);
        setAll(properties, CONTROLLER);
        return properties;
    }

    /**
     * The listeners that a broker needs. The broker is a client of itself: when clients are sent elsewhere, as to a proxy, it keeps a way of its own.
     */
    static List<String> listeners(boolean clientsAreSentElsewhere) {
        return clientsAreSentElsewhere
                ? List.of(CLIENT_LISTENER, CONTROLLER_LISTENER, INTERNAL_LISTENER)
                : List.of(CLIENT_LISTENER, CONTROLLER_LISTENER);
    }

    private static String joined(Collection<String> listeners, UnaryOperator<String> text) {
        return listeners.stream().map(text).collect(Collectors.joining(","));
    }

    /** As text: Kafka refuses an {@code Integer} where it wants a {@code Short}. */
    private static void setAll(Properties properties, Map<String, Object> values) {
        values.forEach((name, value) -> properties.setProperty(name, value.toString()));
    }

    private static String listener(String name, int port) {
        return name + "://127.0.0.1:" + port;
    }
}
