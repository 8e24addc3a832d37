package io.headwater.applier.core;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.tracking.Tracking;
import java.time.InstantSource;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;

/**
 * What decisions depend on beside what happens.
 *
 * @param tracking tells whose an object is
 * @param same whether a live object is as a desired one wants it; both with sealed secret values
 * @param backoff between tries of what failed
 */
public record Surroundings(
        Tracking tracking,
        BiPredicate<KubernetesObject, KubernetesObject> same,
        Backoff backoff,
        InstantSource clock,
        RandomGenerator random) {}
