package io.headwater.healthchecker.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.KubernetesObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The images that an object's containers run. */
public final class Images {

    private static final List<String> POD_SPECS =
            List.of("/spec", "/spec/template/spec", "/spec/jobTemplate/spec/template/spec");
    private static final List<String> CONTAINERS = List.of("containers", "initContainers", "ephemeralContainers");

    private Images() {}

    /** All of them, whatever kind of workload it is; none for an object that is no workload. */
    public static Set<String> of(KubernetesObject object) {
        var images = new TreeSet<String>();
        for (var podSpec : POD_SPECS) {
            for (var list : CONTAINERS) {
                for (JsonNode container : object.tree().at(podSpec).path(list)) {
                    if (container.path("image").isTextual()) {
                        images.add(container.path("image").asText());
                    }
                }
            }
        }
        return images;
    }
}
