package io.headwater.healthchecker.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.healthchecker.core.StatusTransition;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.kubernetes.client.WriteOptions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes Events about Applications, for {@code kubectl describe} and for whoever collects them. */
public final class ApplicationEvents {

    private static final ResourceType EVENTS = new ResourceType("", "v1", "events", "Event", true);
    private static final WriteOptions AS_HEALTH_CHECKER = WriteOptions.as("headwater-health-checker");

    private final ClusterConnection hub;

    public ApplicationEvents(ClusterConnection hub) {
        this.hub = hub;
    }

    /** Writes an Event about a transition. */
    public void write(ApplicationKey key, String uid, StatusTransition transition, Instant now) {
        hub.create(EVENTS.in(key.namespace()), event(key, uid, transition, now), AS_HEALTH_CHECKER);
    }

    private static ObjectNode event(ApplicationKey key, String uid, StatusTransition transition, Instant now) {
        var event = JsonNodeFactory.instance.objectNode();
        event.put("apiVersion", "v1").put("kind", "Event");
        event.putObject("metadata").put("namespace", key.namespace()).put("generateName", key.name() + ".");
        event.putObject("involvedObject")
                .put("apiVersion", "argoproj.io/v1alpha1")
                .put("kind", "Application")
                .put("namespace", key.namespace())
                .put("name", key.name())
                .put("uid", uid);
        event.put("reason", transition.reason());
        event.put("message", transition.message());
        event.put("type", transition.isWarning() ? "Warning" : "Normal");
        event.putObject("source").put("component", "headwater-health-checker");
        var at = now.truncatedTo(ChronoUnit.SECONDS).toString();
        event.put("firstTimestamp", at).put("lastTimestamp", at).put("count", 1);
        return event;
    }
}
