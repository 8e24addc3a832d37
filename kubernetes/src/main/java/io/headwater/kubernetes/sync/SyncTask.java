package io.headwater.kubernetes.sync;

import io.headwater.kubernetes.KubernetesObject;

/** One thing to do in a wave. */
public sealed interface SyncTask {

    KubernetesObject object();

    /**
     * An object is applied.
     *
     * @param object the desired object
     * @param isHook whether it is a hook, which runs once and is waited for
     */
    record Apply(KubernetesObject object, boolean isHook) implements SyncTask {}

    /**
     * An object is deleted, since it is desired no more.
     *
     * @param object the live object
     */
    record Prune(KubernetesObject object) implements SyncTask {}
}
