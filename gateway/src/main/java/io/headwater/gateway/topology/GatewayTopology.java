package io.headwater.gateway.topology;

import io.headwater.gateway.GatewayConfig;
import io.headwater.gateway.core.Applications;
import io.headwater.gateway.http.GatewayServer;
import io.headwater.gateway.kafka.AuditLog;
import io.headwater.gateway.kafka.GatewayListener;
import io.headwater.gateway.kafka.GatewayPublisher;
import io.headwater.gateway.kubernetes.HubOperations;
import io.headwater.gateway.kubernetes.WebhookSecret;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.runtime.Service.Running;
import io.headwater.runtime.ServiceContext;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.runtime.kafka.Publisher;
import io.headwater.runtime.kafka.ReadingPace;
import io.headwater.runtime.kafka.TopicFollower;
import io.headwater.schemas.Topics;
import java.util.List;

/** Wires the gateway: topics into its view, its view and the hub into a server. */
public final class GatewayTopology implements Running {

    private final ClusterConnection hub;
    private final Publisher publisher;
    private final EventLoop loop;
    private final EventLoop auditLoop;
    private final TopicFollower follower;
    private final TopicFollower auditFollower;
    private final GatewayListener listener;
    private final GatewayServer server;

    private GatewayTopology(ServiceContext context, GatewayConfig config, ClusterConnection hub) {
        this.hub = hub;
        this.publisher = context.publisher();
        this.loop = context.eventLoop("applications");
        this.auditLoop = context.eventLoop("audit");
        var applications = new Applications();
        this.listener = new GatewayListener(applications);
        this.follower = context.follow(ReadingPace.GATHERING, GatewayListener.TOPICS, listener, loop);
        var audit = new AuditLog();
        this.auditFollower = context.follow(ReadingPace.GATHERING, List.of(Topics.AUDIT), audit, auditLoop);
        var operations = new HubOperations(hub);
        var namespace = context.config().namespace();
        this.server = GatewayServer.start(
                config,
                new GatewayServer.Surroundings(
                        applications,
                        audit,
                        operations,
                        new WebhookSecret(operations, namespace, context.clock()),
                        new GatewayPublisher(publisher, context.clock()),
                        namespace,
                        context.random(),
                        listener::isComplete,
                        context.process().readiness()::isReady,
                        context.process().metrics()::scrape));
    }

    /** Starts the gateway with a connection to the hub, which it closes in the end. */
    public static GatewayTopology start(ServiceContext context, GatewayConfig config, ClusterConnection hub) {
        return new GatewayTopology(context, config, hub);
    }

    @Override
    public boolean isReady() {
        return listener.isComplete();
    }

    @Override
    public void close() {
        server.close();
        follower.close();
        auditFollower.close();
        loop.close();
        auditLoop.close();
        publisher.close();
        hub.close();
    }
}
