package io.headwater.standalone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.deploy.Crds;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.kubernetes.client.KubernetesException.Code;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.kubernetes.client.WriteOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Gives the hub what it lacks: the custom resource definitions and the control-plane namespace. What is there already stays as it is. */
final class HubPreparation {

    private static final ResourceType NAMESPACES = new ResourceType("", "v1", "namespaces", "Namespace", false);
    private static final ResourceType DEFINITIONS = new ResourceType(
            "apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", false);
    private static final WriteOptions AS_HEADWATER = WriteOptions.as("headwater");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ClusterConnection hub;

    HubPreparation(ClusterConnection hub) {
        this.hub = hub;
    }

    /** Installs what is missing and waits until it is served; returns what was installed, in words. */
    List<String> prepare(String namespace) {
        var installed = new ArrayList<String>();
        var definitions = Crds.all();
        for (var definition : definitions) {
            if (createIfMissing(DEFINITIONS, definition)) {
                installed.add("the custom resource definition " + definition.name());
            }
        }
        if (createIfMissing(NAMESPACES, namespaceOf(namespace))) {
            installed.add("the namespace " + namespace);
        }
        definitions.forEach(this::awaitEstablished);
        return installed;
    }

    private boolean createIfMissing(ResourceType type, KubernetesObject object) {
        if (hub.find(type.object("", object.name())).isPresent()) {
            return false;
        }
        try {
            hub.create(type.all(), object.tree(), AS_HEADWATER);
            return true;
        } catch (KubernetesException e) {
            if (e.is(Code.ALREADY_EXISTS)) {
                return false;
            }
            throw e;
        }
    }

    private void awaitEstablished(KubernetesObject definition) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isEstablished(hub.get(DEFINITIONS.object("", definition.name())))) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the API server does not serve %s although its definition is there: see its conditions"
                                .formatted(definition.name()));
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + definition.name(), e);
            }
        }
    }

    private static boolean isEstablished(KubernetesObject definition) {
        for (var condition : definition.tree().path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Established")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    private static KubernetesObject namespaceOf(String name) {
        var tree = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Namespace");
        tree.putObject("metadata").put("name", name);
        return new KubernetesObject(tree);
    }
}
