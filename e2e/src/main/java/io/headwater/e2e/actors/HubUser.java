package io.headwater.e2e.actors;

import io.headwater.testcluster.ControlPlane;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;

/** Somebody who asks for deliveries, on the hub. */
public final class HubUser {

    private final ControlPlane hub;
    private final URI gateway;
    private final HttpClient http;
    private final String prefix;
    private final Witness witness;
    private final List<Delivery> deliveries = new ArrayList<>();

    /** @param prefix of the names of their Applications, which nobody else uses */
    public HubUser(ControlPlane hub, URI gateway, HttpClient http, String prefix, Witness witness) {
        this.hub = hub;
        this.gateway = gateway;
        this.http = http;
        this.prefix = prefix;
        this.witness = witness;
    }

    /** Creates an Application. */
    public Delivery delivers(ApplicationManifest manifest) {
        var name = deliveries.isEmpty() ? prefix : prefix + "-" + deliveries.size();
        var delivery = Delivery.begin(hub, gateway, http, name, manifest, witness);
        deliveries.add(delivery);
        return delivery;
    }

    /** Deletes all Applications that they have created. */
    public void leaves() {
        deliveries.forEach(Delivery::ends);
    }
}
