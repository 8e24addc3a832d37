package io.headwater.clusterwatcher.core;

import io.headwater.kubernetes.GroupKind;

/**
 * An object as Git names it.
 *
 * @param namespace as Git states it; empty where it states none
 */
public record DesiredReference(GroupKind groupKind, String namespace, String name) {}
