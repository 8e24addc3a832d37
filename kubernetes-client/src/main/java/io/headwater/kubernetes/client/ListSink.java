package io.headwater.kubernetes.client;

import io.headwater.kubernetes.KubernetesObject;

/** Takes the objects of a list as its pages arrive. */
public interface ListSink {

    /** The list begins again, since a page expired under it: what was taken so far is void. */
    void restarted();

    void item(KubernetesObject object);
}
