package io.headwater.e2e.actors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.e2e.process.Installation;
import io.headwater.testcluster.ControlPlane;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;

/** Somebody who asks for deliveries, on the hub. */
public final class HubUser {

    private static final String SETTINGS_NAME = "argocd-cm";
    private static final ObjectPath SETTINGS = ObjectPath.configMap(Installation.NAMESPACE, SETTINGS_NAME);

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

    /** Sets something for all Applications, in {@code argocd-cm}, which is made if it is not there. */
    public void sets(String key, String value) {
        if (hub.api().find(SETTINGS.path()).isEmpty()) {
            var empty = JsonNodeFactory.instance.objectNode();
            empty.putObject("metadata").put("name", SETTINGS_NAME);
            hub.api().create(SETTINGS.collection(), empty);
        }
        var patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("data").put(key, value);
        hub.api().merge(SETTINGS.path(), patch.toString());
    }

    /** Takes back what they have set for all Applications. */
    public void unsets(String key) {
        var patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("data").putNull(key);
        hub.api().merge(SETTINGS.path(), patch.toString());
    }

    /**
     * Says what an AppProject of theirs is, which allows everything besides.
     *
     * @param spec what is merged into its specification, as JSON
     * @return its name
     */
    public String rules(String spec) {
        var path = ObjectPath.project(Installation.NAMESPACE, prefix);
        if (hub.api().find(path.path()).isEmpty()) {
            var project = JsonNodeFactory.instance
                    .objectNode()
                    .put("apiVersion", "argoproj.io/v1alpha1")
                    .put("kind", "AppProject");
            project.putObject("metadata").put("name", prefix).put("namespace", Installation.NAMESPACE);
            var allowing = project.putObject("spec");
            allowing.putArray("sourceRepos").add("*");
            allowing.putArray("destinations").addObject().put("server", "*").put("namespace", "*");
            allowing.putArray("clusterResourceWhitelist")
                    .addObject()
                    .put("group", "*")
                    .put("kind", "*");
            hub.api().create(path.collection(), project);
        }
        hub.api().merge(path.path(), "{\"spec\": %s}".formatted(spec));
        return prefix;
    }

    /** Deletes all Applications that they have created, and their project. */
    public void leaves() {
        deliveries.forEach(Delivery::ends);
        var project = ObjectPath.project(Installation.NAMESPACE, prefix);
        hub.api().find(project.path()).ifPresent(found -> hub.api().delete(project.path()));
    }
}
