package io.headwater.applier.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.KubernetesObject;
import java.util.ArrayList;
import java.util.List;

/** The images that an object's containers run. */
final class ContainerImages {

    private static final List<String> POD_SPECS =
            List.of("/spec", "/spec/template/spec", "/spec/jobTemplate/spec/template/spec");

    private ContainerImages() {}

    static List<String> of(KubernetesObject object) {
        var images = new ArrayList<String>();
        for (var path : POD_SPECS) {
            var pod = object.tree().at(path);
            add(pod.path("initContainers"), images);
            add(pod.path("containers"), images);
        }
        return images.stream().distinct().toList();
    }

    private static void add(JsonNode containers, List<String> images) {
        containers.forEach(container -> {
            if (container.path("image").isTextual()) {
                images.add(container.path("image").asText());
            }
        });
    }
}
