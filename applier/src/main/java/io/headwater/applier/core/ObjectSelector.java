package io.headwater.applier.core;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import java.util.Optional;

/**
 * Chooses objects of an application for a selective sync.
 *
 * @param namespace empty for an object of that name in any namespace, as Argo CD reads {@code sync.resources} without one
 */
public record ObjectSelector(GroupKind groupKind, Optional<String> namespace, String name) {

    public boolean selects(ObjectKey key) {
        return groupKind.equals(key.groupKind())
                && name.equals(key.name())
                && namespace.map(key.namespace()::equals).orElse(true);
    }
}
