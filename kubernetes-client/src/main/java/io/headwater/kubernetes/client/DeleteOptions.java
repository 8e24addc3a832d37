package io.headwater.kubernetes.client;

import io.headwater.kubernetes.KubernetesObject;
import java.time.Duration;
import java.util.Optional;

/**
 * How an object is deleted.
 *
 * @param uid deletes this very object and no namesake of it; a {@code CONFLICT} otherwise. Empty for any.
 * @param resourceVersion deletes it only if unchanged since then; a {@code CONFLICT} otherwise. Empty for any.
 * @param propagation what becomes of its dependents
 * @param timeout how long the call may take; the connection's own when empty
 */
public record DeleteOptions(
        String uid, String resourceVersion, Propagation propagation, boolean dryRun, Optional<Duration> timeout) {

    /** What becomes of the objects that the deleted one owns. */
    public enum Propagation {
        FOREGROUND("Foreground"),
        BACKGROUND("Background"),
        ORPHAN("Orphan");

        private final String parameter;

        Propagation(String parameter) {
            this.parameter = parameter;
        }

        String parameter() {
            return parameter;
        }
    }

    /** Deletes whatever has that name: for what this process has just made itself. */
    public static DeleteOptions unconditionally(Propagation propagation) {
        return new DeleteOptions("", "", propagation, false, Optional.empty());
    }

    /** Deletes the object as it was read, and nothing else. */
    public static DeleteOptions exactly(KubernetesObject read, Propagation propagation) {
        return exactly(read.uid(), read.resourceVersion(), propagation);
    }

    /** Deletes the object of that uid as of that resourceVersion, and nothing else. */
    public static DeleteOptions exactly(String uid, String resourceVersion, Propagation propagation) {
        if (uid.isEmpty() || resourceVersion.isEmpty()) {
            throw new IllegalArgumentException(
                    "uid and resourceVersion are needed, were '" + uid + "' and '" + resourceVersion + "'");
        }
        return new DeleteOptions(uid, resourceVersion, propagation, false, Optional.empty());
    }

    public DeleteOptions dryRun(boolean dry) {
        return new DeleteOptions(uid, resourceVersion, propagation, dry, timeout);
    }

    public DeleteOptions within(Duration limit) {
        return new DeleteOptions(uid, resourceVersion, propagation, dryRun, Optional.of(limit));
    }
}
