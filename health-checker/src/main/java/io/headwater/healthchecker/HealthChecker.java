package io.headwater.healthchecker;

import io.headwater.healthchecker.topology.HealthCheckerTopology;
import io.headwater.kubernetes.client.ConnectionOptions;
import io.headwater.runtime.Service;
import io.headwater.runtime.ServiceContext;
import io.headwater.runtime.cluster.HubConnection;

/** The health-checker, assembled. */
public final class HealthChecker implements Service {

    @Override
    public String name() {
        return "health-checker";
    }

    @Override
    public Running start(ServiceContext context) {
        var options = ConnectionOptions.standard().named("headwater-health-checker");
        return HealthCheckerTopology.start(context, HubConnection.open(context.config(), options));
    }
}
