package io.headwater.applier.core;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import java.util.function.Supplier;

/**
 * An object as a cluster holds it.
 *
 * @param cluster the URL of the API server
 * @param tracked whether it carries the tracking id of the application
 * @param content unpacks the object; its secret values are sealed
 */
public record LiveCopy(
        ObjectKey key,
        String cluster,
        String resourceVersion,
        String uid,
        boolean tracked,
        Supplier<KubernetesObject> content) {}
