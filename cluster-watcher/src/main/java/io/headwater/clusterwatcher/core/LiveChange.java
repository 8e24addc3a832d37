package io.headwater.clusterwatcher.core;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;

/** What must be published, or found out, because of what was seen. */
public sealed interface LiveChange {

    /** What others must be told. */
    sealed interface Told extends LiveChange {}

    /**
     * An object stands under an application.
     *
     * @param tracked whether its tracking id names the application
     */
    record Publish(ApplicationKey application, ObjectKey key, KubernetesObject object, boolean tracked)
            implements Told {}

    /**
     * An object stands under an application no more.
     *
     * @param resourceVersion of its deletion, or of the state in which it belonged to somebody else; empty where the application has changed and not the object
     */
    record Withdraw(ApplicationKey application, ObjectKey key, String resourceVersion) implements Told {}

    /**
     * An object belongs to nobody, and concerns an application.
     *
     * @param version the version of its API
     */
    record Orphan(ApplicationKey application, ObjectKey key, String version) implements Told {}

    /** An object is gone, belongs to somebody, or concerns an application no more. */
    record Adopt(ApplicationKey application, ObjectKey key) implements Told {}

    /**
     * An object that nobody was interested in until now must be read.
     *
     * @param resourceVersion at which the watch knows it: what is read counts at that version alone, since of any other the watch tells by itself
     */
    record Fetch(ObjectKey key, String resourceVersion) implements LiveChange {}

    /** An object was changed in a way that nobody has to know of at once: {@link KindContents#release} it after a while. */
    record Hold(ObjectKey key) implements LiveChange {}
}
