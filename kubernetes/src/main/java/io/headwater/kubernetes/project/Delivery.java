package io.headwater.kubernetes.project;

import java.util.Set;

/**
 * Which application is delivered where, by which sync windows choose.
 *
 * @param application its name
 * @param namespace its destination's; empty if it names none
 * @param clusters whatever its cluster is called: by name, and by URL
 */
public record Delivery(String application, String namespace, Set<String> clusters) {

    public Delivery {
        clusters = Set.copyOf(clusters);
    }
}
