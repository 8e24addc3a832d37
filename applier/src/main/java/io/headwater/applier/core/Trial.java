package io.headwater.applier.core;

import io.headwater.kubernetes.KubernetesObject;

/** What a cluster said when it was asked what applying an object would give. It holds for as long as both contents are what they were. */
public record Trial(Pair pair, Answer answer) {

    /**
     * What was asked about.
     *
     * @param desired the digest of the desired object
     * @param live what tells the content of the live one, in the differ's words
     */
    public record Pair(String desired, String live) {}

    /** What was said. */
    public sealed interface Answer {

        /** The object would stay as it is, but for what changes by itself. */
        record Unchanged() implements Answer {}

        /** @param object as it would be, with sealed secret values */
        record Made(KubernetesObject object) implements Answer {}

        /** The API server, or a webhook that it asked, would not have it. */
        record Refused(String message) implements Answer {}
    }
}
