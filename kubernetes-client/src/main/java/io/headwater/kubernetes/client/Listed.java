package io.headwater.kubernetes.client;

import io.headwater.kubernetes.KubernetesObject;
import java.util.List;

/**
 * A whole list in memory: for kinds of which there are few.
 *
 * @param resourceVersion from where a watch goes on
 */
public record Listed(List<KubernetesObject> items, String resourceVersion) {

    public Listed {
        items = List.copyOf(items);
    }
}
