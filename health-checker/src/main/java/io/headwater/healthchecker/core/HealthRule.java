package io.headwater.healthchecker.core;

import io.headwater.kubernetes.KubernetesObject;

/** Tells the health of the objects of one kind. Pure: the same object has the same health. */
@FunctionalInterface
interface HealthRule {

    Health assess(KubernetesObject object);
}
