package io.headwater.kubernetes.client;

import io.headwater.kubernetes.KubernetesObject;
import java.time.Instant;

/**
 * Learns what a {@link ListWatch} sees. All calls come from its one thread, one after the other.
 *
 * <p>A call that throws is a bug that is logged; what it was about is told again after a pause.
 */
public interface ListWatchListener {

    /**
     * A list has begun to arrive, at the start, after an expired watch, or again since its pages expired: items told before it that were not
     * completed by {@link #onListed} are void.
     */
    void onListing();

    /** An object of the list, as its page arrives. */
    void onItem(KubernetesObject object);

    /** The list is complete: what it did not hold, does not exist as of that resourceVersion. */
    void onListed(ListEnd list);

    /** An object was created or changed; after a resumption possibly one that was told before. */
    void onChanged(KubernetesObject object);

    /**
     * An object is gone.
     *
     * @param last its last state
     * @param resourceVersion of the deletion
     */
    void onDeleted(KubernetesObject last, String resourceVersion);

    /**
     * What was told is getting old, and nobody knows what has changed since; told again when the reason changes.
     *
     * @param reason by its code: unreachable, forbidden, kind not served…
     * @param since when the cluster was last heard
     */
    void onLost(KubernetesException reason, Instant since);

    /** What was told is complete again, without a list where the server could go on. */
    void onRestored();
}
