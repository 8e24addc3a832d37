package io.headwater.kubernetes.client;

import io.headwater.kubernetes.KubernetesObject;

/** What a watch brings. */
public sealed interface WatchEvent {

    /** An object was created or changed, or has come under the selectors; that it was created is not certain after a resumption. */
    record Changed(KubernetesObject object) implements WatchEvent {}

    /** An object is gone, or no longer under the selectors. Its last state, with the resourceVersion of the deletion. */
    record Deleted(KubernetesObject object) implements WatchEvent {}

    /** Nothing has happened up to that resourceVersion but what was told before. */
    record Bookmark(String resourceVersion) implements WatchEvent {}

    /** The server ends the watch with an error: {@code GONE} if the resourceVersion is too old to go on from. */
    record Failed(KubernetesException error) implements WatchEvent {}
}
