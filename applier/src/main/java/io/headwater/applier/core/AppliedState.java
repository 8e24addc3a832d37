package io.headwater.applier.core;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.diff.LiveComparison;
import io.headwater.kubernetes.schema.ApiSchemas;

/**
 * Whether an object stands in a cluster as an apply would leave it.
 *
 * @param fieldManager in whose name it is applied
 */
public record AppliedState(String fieldManager) {

    /**
     * Whether an apply would change nothing: no field, and not who owns the fields either, without which a field that Git drops later would stay. Of custom
     * resources that can't be said without their schemas, so that they are applied.
     *
     * @param desired as it would be applied, secret values sealed
     * @param live with its managed fields, secret values sealed
     */
    public boolean isApplied(KubernetesObject desired, KubernetesObject live) {
        return isOwned(live)
                && ApiSchemas.builtIn().of(live.groupKind(), live.version()).isPresent()
                && LiveComparison.STANDARD.compare(desired, live).isEmpty();
    }

    private boolean isOwned(KubernetesObject live) {
        for (var entry : live.metadata().path("managedFields")) {
            if (entry.path("manager").asText("").equals(fieldManager)
                    && entry.path("operation").asText("").equals("Apply")
                    && entry.path("subresource").asText("").isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
