package io.headwater.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.testcluster.ApiClient;
import io.headwater.testcluster.ApiClient.Answer;
import io.headwater.testcluster.ControlPlane;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A real API server as one of its users sees it; whatever it answers is a result. */
record ApiServer(ControlPlane plane, ApiClient client) {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String JSON = "application/json";

    static ApiServer asAdministrator(ControlPlane plane) {
        return new ApiServer(plane, plane.api());
    }

    /** As a ServiceAccount beside the services, with a token of its own; it is made if it is not there. */
    ApiServer as(String account) {
        return new ApiServer(plane, ApiClient.of(plane.serviceAccountKubeconfig("headwater", account)));
    }

    Answer get(String path) {
        return client.send("GET", path);
    }

    Answer delete(String path) {
        return client.send("DELETE", path);
    }

    Answer create(String path, JsonNode body) {
        return client.send("POST", path, JSON, body.toString());
    }

    Answer replace(String path, JsonNode body) {
        return client.send("PUT", path, JSON, body.toString());
    }

    /** Server-side apply, in which unknown fields are an error. */
    Answer apply(KubernetesObject object, boolean forReal) {
        var path = pathOf(object) + "?fieldManager=headwater&force=true&fieldValidation=Strict"
                + (forReal ? "" : "&dryRun=All");
        return client.send(
                "PATCH", path, "application/apply-patch+yaml", object.tree().toString());
    }

    /** The address of an object, whose kind must be served. */
    String pathOf(KubernetesObject object) {
        var base = object.group().isEmpty() ? "/api/v1" : "/apis/" + object.apiVersion();
        for (var resource : get(base).body().path("resources")) {
            var plural = resource.path("name").asText();
            if (resource.path("kind").asText().equals(object.kind()) && !plural.contains("/")) {
                var namespace = resource.path("namespaced").asBoolean() ? "/namespaces/" + object.namespace() : "";
                return base + namespace + "/" + plural + "/" + object.name();
            }
        }
        throw new AssertionError("the API server has no kind " + object.groupKind());
    }

    /** Waits until something holds, and fails when it does not within a minute. */
    static void await(String what, BooleanSupplier condition) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain: " + what);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted: " + what, e);
            }
        }
    }
}
