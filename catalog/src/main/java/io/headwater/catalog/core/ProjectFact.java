package io.headwater.catalog.core;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.ContentDigest;
import io.headwater.kubernetes.KubernetesObject;

/** One AppProject as the hub holds it. */
public record ProjectFact(String namespace, String name, String specDigest, ObjectNode spec) {

    static ProjectFact of(KubernetesObject project) {
        return of(project.namespace(), project.name(), ApplicationReader.specOf(project));
    }

    /** A project that allows everything. */
    static ProjectFact unrestricted(String namespace, String name) {
        var spec = JsonNodeFactory.instance.objectNode();
        spec.putArray("sourceRepos").add("*");
        spec.putArray("destinations").addObject().put("server", "*").put("namespace", "*");
        spec.putArray("clusterResourceWhitelist").addObject().put("group", "*").put("kind", "*");
        return of(namespace, name, spec);
    }

    private static ProjectFact of(String namespace, String name, ObjectNode spec) {
        return new ProjectFact(namespace, name, ContentDigest.of(spec).hex(), spec);
    }
}
