package io.headwater.e2e.actors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.testcluster.ControlPlane;
import java.util.Optional;
import java.util.function.Predicate;

/** Somebody who works with a cluster by hand, in a namespace of their own. */
public final class ClusterUser {

    private final ControlPlane plane;
    private final String namespace;
    private final Witness witness;

    public ClusterUser(ControlPlane plane, String namespace, Witness witness) {
        this.plane = plane;
        this.namespace = namespace;
        this.witness = witness;
    }

    public ControlPlane plane() {
        return plane;
    }

    /** Their own namespace, which nobody else uses. */
    public String namespace() {
        return namespace;
    }

    /** A ConfigMap in their own namespace. */
    public ObjectPath configMap(String name) {
        return ObjectPath.configMap(namespace, name);
    }

    /** A Deployment in their own namespace. */
    public ObjectPath deployment(String name) {
        return ObjectPath.deployment(namespace, name);
    }

    /** A custom resource in their own namespace. */
    public ObjectPath gadget(String name) {
        return ObjectPath.gadget(namespace, name);
    }

    /** The object as it is, if it is there. */
    public Optional<JsonNode> finds(ObjectPath object) {
        return plane.api().find(object.path());
    }

    /** Creates an object in its collection. */
    public void creates(ObjectPath object, JsonNode manifest) {
        plane.api().create(object.collection(), manifest);
    }

    /** Changes an object by a JSON merge patch. */
    public JsonNode changes(ObjectPath object, String patch) {
        return plane.api().merge(object.path(), patch);
    }

    /** Changes an object again and again until what comes of it is as it is to be: a policy takes effect some time after it was created. */
    public void changesUntil(ObjectPath object, String patch, String claim, Predicate<JsonNode> wanted) {
        witness.await(
                "%s in cluster %s: %s".formatted(object, plane.name(), claim), () -> Optional.of(changes(object, patch))
                        .filter(wanted.negate())
                        .map(JsonNode::toString));
    }

    public void deletes(ObjectPath object) {
        plane.api().delete(object.path());
    }

    public void createsNamespace(String name) {
        var manifest = JsonNodeFactory.instance.objectNode();
        manifest.putObject("metadata").put("name", name);
        creates(ObjectPath.namespace(name), manifest);
    }

    /** Sets the pods of a Deployment right that were to hang. */
    public void letsPodsRun(String app) {
        var pods = "/api/v1/namespaces/" + namespace + "/pods";
        for (var pod : plane.api().get(pods + "?labelSelector=app=" + app).path("items")) {
            changes(
                    new ObjectPath(pods + "/" + pod.at("/metadata/name").asText()),
                    "{\"metadata\": {\"annotations\": {\"headwater.io/pod-behaviour\": \"run\"}}}");
        }
    }

    /** Waits until an object is as it is to be; returns it. */
    public JsonNode awaits(ObjectPath object, String claim, Predicate<JsonNode> wanted) {
        witness.await("%s in cluster %s: %s".formatted(object, plane.name(), claim), () -> finds(object)
                .map(found -> wanted.test(found) ? "" : found.toString())
                .or(() -> Optional.of("it is not there"))
                .filter(complaint -> !complaint.isEmpty()));
        return finds(object).orElseThrow(() -> new AssertionError(object + " is gone again"));
    }

    /** Waits until a ConfigMap has a value. */
    public JsonNode awaitsValue(String configMap, String value) {
        return awaits(configMap(configMap), "its value is " + value, found -> value(found)
                .equals(value));
    }

    public static String value(JsonNode configMap) {
        return configMap.path("data").path("value").asText();
    }

    /** Waits until an object is gone, or is going: whoever waits for it in the foreground has still to remove it. */
    public void awaitsAbsence(ObjectPath object) {
        witness.await("%s is not in cluster %s any more".formatted(object, plane.name()), () -> finds(object)
                .map(JsonNode::toString));
    }
}
