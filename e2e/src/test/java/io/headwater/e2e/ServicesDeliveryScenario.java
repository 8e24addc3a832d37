package io.headwater.e2e;

import io.headwater.e2e.process.Installation;
import io.headwater.e2e.process.ServicesInstallation;
import io.headwater.e2e.process.ServicesInstallation.Plan;
import io.headwater.testcluster.ControlPlane;
import java.nio.file.Path;
import java.util.Map;

/** A broker and eight services, each a process of its own. */
class ServicesDeliveryScenario extends Deliveries {

    @Override
    Installation install(ControlPlane hub, Path directory) {
        return ServicesInstallation.start(build, hub, Plan.plain(directory, Map.of()));
    }
}
