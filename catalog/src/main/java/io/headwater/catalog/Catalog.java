package io.headwater.catalog;

import io.headwater.catalog.topology.CatalogTopology;
import io.headwater.kubernetes.client.ConnectionOptions;
import io.headwater.runtime.Service;
import io.headwater.runtime.ServiceContext;
import io.headwater.runtime.cluster.HubConnection;

/** The catalog, assembled. */
public final class Catalog implements Service {

    @Override
    public String name() {
        return "catalog";
    }

    @Override
    public Running start(ServiceContext context) {
        return CatalogTopology.start(
                context,
                HubConnection.open(
                        context.config(), ConnectionOptions.standard().named("headwater-catalog")));
    }
}
