package io.headwater.gateway;

import io.headwater.gateway.topology.GatewayTopology;
import io.headwater.kubernetes.client.ConnectionOptions;
import io.headwater.runtime.Service;
import io.headwater.runtime.ServiceContext;
import io.headwater.runtime.cluster.HubConnection;

/** The gateway, assembled. */
public final class Gateway implements Service {

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public Running start(ServiceContext context) {
        var config = GatewayConfig.from(context.settings());
        var options = ConnectionOptions.standard().named("headwater-gateway");
        return GatewayTopology.start(context, config, HubConnection.open(context.config(), options));
    }
}
