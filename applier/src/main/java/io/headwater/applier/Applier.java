package io.headwater.applier;

import io.headwater.applier.topology.ApplierTopology;
import io.headwater.runtime.Service;
import io.headwater.runtime.ServiceContext;

/** The applier, assembled. */
public final class Applier implements Service {

    @Override
    public String name() {
        return "applier";
    }

    @Override
    public Running start(ServiceContext context) {
        return ApplierTopology.start(context, ApplierConfig.from(context.settings()));
    }
}
