package io.headwater.applier.core;

import io.headwater.applier.core.ClusterFacts.KindFacts;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The kinds that a set of objects brings along by CustomResourceDefinitions of its own. */
final class DefinedKinds {

    static final GroupKind DEFINITION = new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

    private DefinedKinds() {}

    static Map<GroupKind, KindFacts> in(Collection<KubernetesObject> objects) {
        var kinds = new HashMap<GroupKind, KindFacts>();
        for (var object : objects) {
            var spec = object.tree().path("spec");
            var names = spec.path("names");
            if (object.groupKind().equals(DEFINITION) && names.path("kind").isTextual()) {
                kinds.put(
                        new GroupKind(
                                spec.path("group").asText(), names.path("kind").asText()),
                        new KindFacts(
                                names.path("plural").asText(),
                                !spec.path("scope").asText().equals("Cluster"),
                                true));
            }
        }
        return kinds;
    }
}
